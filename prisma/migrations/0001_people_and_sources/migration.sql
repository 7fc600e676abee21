-- People, rights, views, accounts, sources. Three roles: whoever runs this file owns everything; trailkeep_worker
-- collects; trailkeep_web answers requests and can only read event data, row by row as its scope allows.
do $$
begin
  if not exists (select from pg_roles where rolname = 'trailkeep_worker') then create role trailkeep_worker nologin; end if;
  if not exists (select from pg_roles where rolname = 'trailkeep_web') then create role trailkeep_web nologin; end if;
end $$;

create extension if not exists pg_trgm;

create table app_user (
  id              uuid primary key default gen_random_uuid(),
  email           text not null unique check (email = lower(email)),
  name            text not null,
  role            text not null default 'member' check (role in ('admin', 'member')),
  password_hash   text,
  session_version integer not null default 1,
  disabled_at     timestamptz(3),
  created_at      timestamptz(3) not null default now(),
  last_sign_in_at timestamptz(3)
);

create table view (
  id         serial primary key,
  slug       text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name       text not null,
  created_at timestamptz(3) not null default now()
);

create table account (
  id         bigint primary key check (id between 0 and 999999999999),
  name       text not null,
  created_at timestamptz(3) not null default now()
);

create table view_account (
  view_id    integer not null references view on delete cascade,
  account_id bigint not null references account on delete cascade,
  primary key (view_id, account_id)
);
create index view_account_by_account on view_account (account_id);

create table access_grant (
  id         serial primary key,
  user_id    uuid not null references app_user on delete cascade,
  view_id    integer references view on delete cascade,
  account_id bigint references account on delete cascade,
  level      text not null check (level in ('manager', 'owner', 'viewer')),
  created_at timestamptz(3) not null default now(),
  check ((view_id is null) <> (account_id is null)),
  check (level <> 'manager' or view_id is not null),
  check (level <> 'owner' or account_id is not null),
  unique (user_id, view_id),
  unique (user_id, account_id)
);
create index access_grant_by_view on access_grant (view_id);
create index access_grant_by_account on access_grant (account_id);

create table source (
  id              serial primary key,
  view_id         integer references view on delete cascade,
  account_id      bigint references account on delete cascade,
  kind            text not null check (kind in ('s3', 'directory')),
  bucket          text,
  prefix          text not null default '',
  region          text,
  endpoint        text,
  directory       text,
  credential_kind text not null default 'default' check (credential_kind in ('access-key', 'role', 'default')),
  access_key_id   text,
  role_arn        text,
  external_id     text,
  collect_days    integer not null default 14 check (collect_days between 1 and 3650),
  regions         text[] not null default '{}',
  account_ids     bigint[] not null default '{}',
  sqs_queue_url   text,
  paused_at       timestamptz(3),
  requested_at    timestamptz(3),
  next_list_at    timestamptz(3) not null default now(),
  last_listed_at  timestamptz(3),
  error_code      text,
  error_message   text,
  error_hint      text,
  error_at        timestamptz(3),
  ignored_objects bigint not null default 0,
  created_at      timestamptz(3) not null default now(),
  updated_at      timestamptz(3) not null default now(),
  check ((view_id is null) <> (account_id is null)),
  check ((kind = 's3') = (bucket is not null)),
  check ((kind = 'directory') = (directory is not null))
);
create index source_by_view on source (view_id);
create index source_by_account on source (account_id);

-- Apart from the source, so that the web role can write a secret and never read one back.
create table source_secret (
  source_id  integer primary key references source on delete cascade,
  ciphertext bytea not null,
  updated_at timestamptz(3) not null default now()
);

create table api_token (
  id           uuid primary key default gen_random_uuid(),
  user_id      uuid not null references app_user on delete cascade,
  name         text not null,
  token_hash   bytea not null unique,
  created_at   timestamptz(3) not null default now(),
  last_used_at timestamptz(3),
  expires_at   timestamptz(3),
  revoked_at   timestamptz(3)
);
create index api_token_by_user on api_token (user_id);

create table invitation (
  id         uuid primary key default gen_random_uuid(),
  purpose    text not null check (purpose in ('first-admin', 'member')),
  token_hash bytea not null unique,
  email      text,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at    timestamptz(3)
);

create table sign_in_throttle (
  key           text primary key,
  failures      integer not null default 0,
  window_start  timestamptz(3) not null default now(),
  blocked_until timestamptz(3)
);

create table audit_entry (
  id         bigserial primary key,
  at         timestamptz(3) not null default now(),
  user_id    uuid,
  actor      text not null,
  action     text not null,
  target     text not null default '',
  ip_address text,
  result     text not null default 'ok',
  detail     jsonb
);
create index audit_entry_by_time on audit_entry (at desc, id desc);

create table worker_heartbeat (
  worker_id  text primary key,
  started_at timestamptz(3) not null,
  seen_at    timestamptz(3) not null
);

grant usage on schema public to trailkeep_worker, trailkeep_web;
grant select, insert, update, delete on app_user, view, account, view_account, access_grant, source, api_token, invitation, sign_in_throttle
  to trailkeep_web;
grant insert, update, delete, select (source_id) on source_secret to trailkeep_web;
grant select, insert on audit_entry to trailkeep_web, trailkeep_worker;
grant select on worker_heartbeat to trailkeep_web;
grant select on view, account, view_account, source, source_secret to trailkeep_worker;
grant update on source, source_secret to trailkeep_worker;
grant select, insert, update, delete on worker_heartbeat to trailkeep_worker;
grant usage on all sequences in schema public to trailkeep_web, trailkeep_worker;
