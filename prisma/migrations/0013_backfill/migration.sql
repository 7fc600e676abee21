-- Collecting further back than a source's days: from `base_day`, where collecting ended when it was asked for, back to `from_day`.
-- Folders that are found later are listed back to it as well. While it runs, `ran_ms` grows at each pause.
create table source_backfill (
  source_id    integer primary key references source on delete cascade,
  days         integer not null check (days between 1 and 36500),
  from_day     date not null,
  base_day     date not null,
  started_at   timestamptz(3) not null default now(),
  resumed_at   timestamptz(3) not null default now(),
  ran_ms       bigint not null default 0,
  paused_at    timestamptz(3),
  finished_at  timestamptz(3),
  check (from_day < base_day)
);
create index source_backfill_running on source_backfill (source_id) where finished_at is null and paused_at is null;

alter table source_backfill enable row level security;
create policy worker_all on source_backfill to trailkeep_worker using (true) with check (true);
create policy web_sources on source_backfill to trailkeep_web using (source_id in (select scope_sources()));
grant select, insert, update, delete on source_backfill to trailkeep_web;
grant select, update on source_backfill to trailkeep_worker;

-- A check of a bucket's and a key's real policies: the portal asks, a worker reads them with the source's credentials. Rows are
-- forgotten after a day.
create table policy_check (
  id          uuid primary key default gen_random_uuid(),
  user_id     uuid not null references app_user on delete cascade,
  source_id   integer not null references source on delete cascade,
  fields      jsonb not null,
  result      jsonb,
  created_at  timestamptz(3) not null default now(),
  started_at  timestamptz(3),
  finished_at timestamptz(3)
);
create index policy_check_to_do on policy_check (created_at) where started_at is null;
grant select, insert on policy_check to trailkeep_web;
grant select, update, delete on policy_check to trailkeep_worker;
