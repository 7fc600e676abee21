-- How long things are kept. One row; null keeps for ever.
create table retention (
  id         boolean primary key default true check (id),
  event_days integer check (event_days between 14 and 36500),
  audit_days integer check (audit_days between 365 and 36500),
  changed_at timestamptz(3) not null default now()
);
insert into retention default values;
grant select on retention to trailkeep_web, trailkeep_worker;
grant update (event_days, audit_days, changed_at) on retention to trailkeep_web;

-- The first day (UTC) whose logs are kept. What is older is not entered in the ledger either, or it would come back.
create function retained_from() returns date language sql stable set search_path = public, pg_temp as $$
  select coalesce((select (now() at time zone 'UTC')::date - event_days from retention), '-infinity')
$$;

-- The audit log grows and never changes, whoever tries. A line's time is the database's own. The owner may remove what is older than
-- the audit log is to be kept.
create function keep_audit_entries() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if old.at < (select now() - make_interval(days => audit_days) from retention) then return old; end if;
  end if;
  raise exception 'lines of the audit log are neither changed nor removed' using errcode = 'insufficient_privilege';
end $$;
create trigger keep_audit_entry before update or delete on audit_entry for each row execute function keep_audit_entries();
create trigger keep_audit_entries before truncate on audit_entry for each statement execute function keep_audit_entries();

revoke all on audit_entry from trailkeep_web, trailkeep_worker;
grant select, insert (user_id, actor, action, target, ip_address, result, detail) on audit_entry to trailkeep_web, trailkeep_worker;
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
do $$ begin
  execute format('create policy owner_all on audit_entry to %I using (true) with check (true)', current_user);
end $$;
create policy worker_adds on audit_entry for insert to trailkeep_worker with check (true);
create policy worker_reads on audit_entry for select to trailkeep_worker using (true);
create policy web_adds on audit_entry for insert to trailkeep_web with check (true);
create policy web_unscoped on audit_entry for select to trailkeep_web using (not (select in_scoped_read()));

create index audit_entry_by_actor on audit_entry (actor, at desc, id desc);
create index audit_entry_by_action on audit_entry (action, at desc, id desc);
create index audit_entry_denied on audit_entry (at desc, id desc) where result = 'denied';
create index audit_entry_by_target on audit_entry using gin (target gin_trgm_ops);

-- Removes lines that are older than the audit log is kept, and says so in it. Returns how many.
create function prune_audit() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  pruned integer;
begin
  delete from audit_entry where at < (select now() - make_interval(days => audit_days) from retention);
  get diagnostics pruned = row_count;
  if pruned > 0 then
    insert into audit_entry (actor, action, target, detail) values ('system', 'audit.prune', 'audit log', jsonb_build_object('entries', pruned));
  end if;
  return pruned;
end $$;

-- Drops the partitions of a week that is wholly older than what is kept. Waits for nobody longer than half a second: readers that
-- come meanwhile would wait behind it.
create function drop_week(week date) returns void language plpgsql security definer
  set search_path = public, pg_temp set lock_timeout = '500ms' as $$
declare
  parent text;
begin
  if extract(isodow from week) <> 1 then raise exception 'a week starts on Monday, not on %', week; end if;
  if week + 7 > retained_from() then raise exception 'the week of % is kept', week; end if;
  perform pg_advisory_xact_lock(hashtext('trailkeep.ensure_week'));
  foreach parent in array array['activity_value', 'activity_day', 'activity_hour', 'event', 'log_object_body'] loop
    execute format('drop table if exists %I', parent || '_' || to_char(week, 'YYYYMMDD'));
  end loop;
end $$;
revoke all on function prune_audit(), drop_week(date) from public;
grant execute on function prune_audit(), drop_week(date) to trailkeep_worker;

-- When somebody last opened a view or an account, on a page or by the API: for who asks who reads it.
create table scope_visit (
  user_id    uuid not null references app_user on delete cascade,
  view_id    integer references view on delete cascade,
  account_id bigint references account on delete cascade,
  at         timestamptz(3) not null default now(),
  check ((view_id is null) <> (account_id is null)),
  unique nulls not distinct (user_id, view_id, account_id)
);
create index scope_visit_by_view on scope_visit (view_id);
create index scope_visit_by_account on scope_visit (account_id);
alter table scope_visit enable row level security;
alter table scope_visit force row level security;
do $$ begin
  execute format('create policy owner_all on scope_visit to %I using (true) with check (true)', current_user);
end $$;
create policy web_unscoped on scope_visit to trailkeep_web
  using (not (select in_scoped_read())) with check (not (select in_scoped_read()));
grant select, insert, update on scope_visit to trailkeep_web;
