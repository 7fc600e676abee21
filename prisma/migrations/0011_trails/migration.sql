-- The trails of accounts, as the CloudTrail API describes them with each account's own credentials, and what the log folders
-- show of those for which there are none.

-- When an account is asked and what came of it. `requested_at`: somebody pressed Refresh.
create table account_credential (
  account_id      bigint primary key references account on delete cascade,
  credential_kind text not null check (credential_kind in ('access-key', 'role', 'default')),
  access_key_id   text,
  role_arn        text,
  external_id     text,
  endpoint        text,
  requested_at    timestamptz(3) default now(),
  next_ask_at     timestamptz(3) not null default now(),
  asked_at        timestamptz(3),
  answered_at     timestamptz(3),
  silent_regions  text[] not null default '{}',
  error_code      text,
  error_message   text,
  error_hint      text,
  error_at        timestamptz(3),
  created_at      timestamptz(3) not null default now(),
  updated_at      timestamptz(3) not null default now()
);
create index account_credential_due on account_credential (next_ask_at);

-- Apart, so that the web role can write a secret and never read one back.
create table account_secret (
  account_id bigint primary key references account_credential on delete cascade,
  ciphertext bytea not null,
  updated_at timestamptz(3) not null default now()
);

-- A trail as one account sees it. An organisation's trail is seen by many accounts under one ARN.
create table trail (
  account_id           bigint not null references account_credential on delete cascade,
  arn                  text not null,
  name                 text not null,
  home_region          text not null,
  bucket               text not null,
  key_prefix           text not null default '',
  global_events        boolean not null,
  multi_region         boolean not null,
  organization         boolean not null,
  log_validation       boolean not null,
  kms_key              text,
  sns_topic            text,
  log_group            text,
  insights             boolean not null,
  management_events    text check (management_events in ('all', 'read', 'write', 'none')),
  data_events          text[] not null default '{}',
  logging              boolean,
  logging_started_at   timestamptz(3),
  logging_ended_at     timestamptz(3),
  delivered_at         timestamptz(3),
  delivery_error       text,
  notified_at          timestamptz(3),
  notification_error   text,
  digest_delivered_at  timestamptz(3),
  digest_error         text,
  status_error         text,
  asked_at             timestamptz(3) not null,
  primary key (account_id, arn)
);

do $$
declare
  name text;
begin
  foreach name in array array['account_credential', 'account_secret', 'trail'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy worker_all on %I to trailkeep_worker using (true) with check (true)', name);
    execute format('create policy web_accounts on %I to trailkeep_web using (account_id in (select scope_accounts()))', name);
  end loop;
end $$;
grant select, insert, update, delete on account_credential to trailkeep_web;
grant insert, update, delete, select (account_id) on account_secret to trailkeep_web;
grant select on trail to trailkeep_web;
grant select, update on account_credential to trailkeep_worker;
grant select on account_secret to trailkeep_worker;
grant select, insert, update, delete on trail to trailkeep_worker;

-- Digest folders are not collected, but they say that a trail's log validation is on.
alter table source_account add column digests_found_at timestamptz(3);
create index source_folder_by_account on source_folder (account_id);

-- What lands in the sources of each account of the scope, by the place it lands in: `[key_prefix/]AWSLogs/[organization_id/]`.
-- Whoever may see an account's events may know this much of where they came from, and no source's settings or state.
create function delivered_logs() returns table (
  account_id bigint, bucket text, key_prefix text, organization_id text, regions text[], last_event_at timestamptz, digests boolean
) language sql stable security definer set search_path = public, pg_temp as $$
  select f.account_id, s.bucket, coalesce(substring(f.prefix from '^(.*)/AWSLogs/'), ''),
    substring(f.prefix from '^.*AWSLogs/(o-[a-z0-9]{4,32})/'), array_agg(distinct f.region), max(a.last_event_at),
    coalesce(bool_or(a.digests_found_at is not null), false)
  from source_folder f
  join source s on s.id = f.source_id and s.removed_at is null
  left join source_account a on a.source_id = f.source_id and a.account_id = f.account_id
  where f.account_id in (select scope_accounts())
  group by 1, 2, 3, 4
$$;
revoke all on function delivered_logs() from public;
grant execute on function delivered_logs() to trailkeep_web;
