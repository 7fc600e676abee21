-- Tests of a bucket's settings, before they are saved or after. The portal asks, a worker makes them: it is where collecting
-- happens, and the only one that may open a stored secret. Rows are forgotten after a day.
create table source_test (
  id          uuid primary key default gen_random_uuid(),
  user_id     uuid not null references app_user on delete cascade,
  view_id     integer references view on delete cascade,
  account_id  bigint references account on delete cascade,
  -- Whose stored secret is meant, where none was typed.
  source_id   integer references source on delete cascade,
  settings    jsonb not null,
  steps       jsonb not null default '[]',
  created_at  timestamptz(3) not null default now(),
  started_at  timestamptz(3),
  finished_at timestamptz(3),
  check ((view_id is null) <> (account_id is null))
);
create index source_test_to_do on source_test (created_at) where started_at is null;

-- A secret that was typed for a test: written by the web, read and deleted by the worker that makes the test.
create table source_test_secret (
  test_id    uuid primary key references source_test on delete cascade,
  ciphertext bytea not null
);

-- How many objects of a source were done at a time, for the last minutes in which it was collected: the time left is reckoned
-- from it.
create table source_progress (
  source_id integer not null references source on delete cascade,
  at        timestamptz(3) not null,
  done      bigint not null,
  primary key (source_id, at)
);

-- A removed source whose data is to be deleted as well: when that was asked for, how far it is, and when it was done.
alter table source add column erase_requested_at timestamptz(3);
alter table source add column erase_total integer;
alter table source add column erase_done integer;
alter table source add column erased_events bigint not null default 0;
alter table source add column erased_at timestamptz(3);

grant select, insert on source_test to trailkeep_web;
grant insert on source_test_secret to trailkeep_web;
grant select, update, delete on source_test to trailkeep_worker;
grant select, delete on source_test_secret to trailkeep_worker;

alter table source_progress enable row level security;
create policy worker_all on source_progress to trailkeep_worker using (true) with check (true);
create policy web_sources on source_progress for select to trailkeep_web using (source_id in (select scope_sources()));
grant select, insert, update, delete on source_progress to trailkeep_worker;
grant select on source_progress to trailkeep_web;
