-- Every table that holds data of a scope is under row-level security, the owner of the tables included.

-- Inside readScope (app.scoped) the web reads what belongs to the scope, and nothing that decides rights. Outside of it stand the
-- rooms that find out who asks and that change settings: they check rights themselves, row by row.
create function in_scoped_read() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('app.scoped', true) = 'on', false) $$;

do $$
declare
  name text;
begin
  foreach name in array array['source', 'source_secret', 'source_test', 'source_test_secret', 'policy_check', 'api_token',
                              'access_grant', 'app_user', 'invitation', 'sign_in_throttle'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker_all on %I to trailkeep_worker using (true) with check (true)', name);
    execute format('create policy owner_all on %I to %I using (true) with check (true)', name, current_user);
    execute format('create policy web_unscoped on %I to trailkeep_web using (not (select in_scoped_read())) with check (not (select in_scoped_read()))', name);
  end loop;
end $$;
create policy web_sources on source for select to trailkeep_web using (id in (select scope_sources()));
-- Whether there is a secret; the ciphertext itself the web cannot read anywhere.
create policy web_sources on source_secret for select to trailkeep_web using (source_id in (select scope_sources()));

-- The owner's policies. `session_user = current_user`: it came by itself, to migrate. Otherwise it runs a function for the web or a
-- worker, and then the scope holds for it as well: a function that forgets to ask for it gives nothing away.
do $$
declare
  name text;
begin
  foreach name in array array['event', 'activity_hour', 'activity_day', 'activity_value', 'activity_unfolded', 'principal', 'session',
                              'access_key', 'address', 'resource', 'trail', 'account_credential', 'account_secret'] loop
    execute format('alter table %I force row level security', name);
    execute format('create policy owner_accounts on %I to %I using (session_user = current_user or account_id in (select scope_accounts()))',
      name, current_user);
  end loop;
  foreach name in array array['source_delivery', 'source_progress', 'source_backfill'] loop
    execute format('alter table %I force row level security', name);
    execute format('create policy owner_sources on %I to %I using (session_user = current_user or source_id in (select scope_sources()))',
      name, current_user);
  end loop;
  foreach name in array array['source_delivery_day', 'quarantined_record', 'saved_search'] loop
    execute format('alter table %I force row level security', name);
    execute format('create policy owner_itself on %I to %I using (session_user = current_user)', name, current_user);
  end loop;
  -- What functions look into across scopes: raw_object and object_body (the right follows from the event or the source, which they ask
  -- for), delivered_logs (by account), accounts_of_view and newest_event_at (before there is a scope).
  foreach name in array array['log_object', 'log_object_body', 'source_folder', 'source_account', 'source_count'] loop
    execute format('alter table %I force row level security', name);
    execute format('create policy owner_all on %I to %I using (true) with check (true)', name, current_user);
  end loop;
end $$;

-- Where the object of an event lies is part of the evidence; whose source it is and how that is set up is not.
create function source_place(of_source integer) returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce('s3://' || bucket, directory) from source where id = of_source
$$;
-- Whether logs under a place of a bucket (`[key_prefix/]AWSLogs/`) are collected by anybody: a yes or no about a trail that is seen.
create function is_collected(of_bucket text, place text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from source
    where bucket = of_bucket and removed_at is null and (starts_with(place, prefix) or starts_with(prefix, place))
  )
$$;
revoke all on function source_place(integer), is_collected(text, text) from public;
grant execute on function source_place(integer), is_collected(text, text) to trailkeep_web;

-- Who may write to a bucket can put logs of any account into it. So what was found in a bucket counts as the view's where an admin
-- entered the bucket (`vouched`), or confirmed the account. A manager's own bucket brings its accounts once they are confirmed.
alter table source add column vouched boolean not null default true;
alter table source_account add column confirmed_at timestamptz(3);
update source s set vouched = false
where exists (
  select from audit_entry e join app_user u on u.id = e.user_id
  where e.target = 'source:' || s.id and e.action in ('source.add', 'source.update') and u.role <> 'admin'
);

create or replace function accounts_of_view(of_view integer) returns setof bigint
  language sql stable security definer set search_path = public, pg_temp as $$
  select account_id from view_account where view_id = of_view
  union
  select sa.account_id from source_account sa join source s on s.id = sa.source_id
  where s.view_id = of_view and s.removed_at is null and (s.vouched or sa.confirmed_at is not null)
$$;

-- The accounts found in a source up to now are its view's. Returns how many were not before.
create function confirm_accounts(of_source integer) returns integer
  language sql volatile security definer set search_path = public, pg_temp as $$
  with confirmed as (
    update source_account set confirmed_at = now()
    where source_id = of_source and of_source in (select scope_sources()) and confirmed_at is null
    returning account_id
  )
  select count(*)::integer from confirmed
$$;
revoke all on function confirm_accounts(integer) from public;
grant execute on function confirm_accounts(integer) to trailkeep_web;
