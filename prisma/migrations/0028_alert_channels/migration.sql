-- How people are told of findings: channels of a scope, which rules use them, and the outbox.

create table alert_channel (
  id         integer primary key generated always as identity,
  view_id    integer references view on delete cascade,
  account_id bigint references account on delete cascade,
  name       text not null,
  -- lib/alerts/deliver/channel-model.ts
  settings   jsonb not null,
  created_by uuid references app_user on delete set null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  -- Deliveries of it are kept.
  removed_at timestamptz(3),
  check ((view_id is null) <> (account_id is null))
);
create unique index alert_channel_name on alert_channel (view_id, account_id, lower(name)) nulls not distinct where removed_at is null;
create index alert_channel_by_account on alert_channel (account_id) where account_id is not null;

create table alert_channel_secret (
  channel_id integer primary key references alert_channel on delete cascade,
  ciphertext bytea not null
);

create table alert_rule_channel (
  rule_id    integer not null references alert_rule on delete cascade,
  channel_id integer not null references alert_channel on delete cascade,
  primary key (rule_id, channel_id)
);
create index alert_rule_channel_by_channel on alert_rule_channel (channel_id);

-- The outbox: written in the transaction that opens a finding, sent afterwards. `number` orders the messages of one group.
create table alert_delivery (
  id              uuid primary key default gen_random_uuid(),
  number          bigint not null generated always as identity,
  channel_id      integer not null references alert_channel on delete cascade,
  -- As the channel was then: who sees the finding sees by what it was told, and not how that is set up.
  channel_name    text not null,
  channel_kind    text not null,
  -- None for a test of the channel.
  finding_id      bigint references finding on delete cascade,
  -- That of the finding.
  account_id      bigint,
  -- Messages of one are sent one after the other.
  group_key       text not null,
  -- As it was said at the first try.
  message         json,
  state           text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts        integer not null default 0,
  next_attempt_at timestamptz(3) not null default now(),
  -- A worker has it until then; one that was killed leaves it to the others after that.
  taken_until     timestamptz(3),
  last_error      text,
  created_at      timestamptz(3) not null default now(),
  sent_at         timestamptz(3),
  -- Who asked for a test, or sent it again.
  asked_by        uuid references app_user on delete set null
);
create index alert_delivery_waiting on alert_delivery (channel_id, group_key, number) where state = 'waiting';
create index alert_delivery_of_finding on alert_delivery (finding_id, number) where finding_id is not null;
create index alert_delivery_of_channel on alert_delivery (channel_id, number desc);

do $$
declare
  name text;
begin
  foreach name in array array['alert_channel', 'alert_channel_secret', 'alert_rule_channel', 'alert_delivery'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker_all on %I to trailkeep_worker using (true) with check (true)', name);
    execute format('create policy owner_itself on %I to %I using (session_user = current_user)', name, current_user);
  end loop;
  -- Rights to them are checked row by row, outside of a scope.
  foreach name in array array['alert_channel', 'alert_rule_channel', 'alert_delivery'] loop
    execute format('create policy web_unscoped on %I to trailkeep_web using (not (select in_scoped_read())) with check (not (select in_scoped_read()))', name);
  end loop;
end $$;
-- Sealed by the web, opened by the worker.
create policy web_writes on alert_channel_secret for insert to trailkeep_web with check (not (select in_scoped_read()));
create policy web_replaces on alert_channel_secret for delete to trailkeep_web using (not (select in_scoped_read()));
-- What became of the messages of a finding that is seen.
create policy web_deliveries on alert_delivery for select to trailkeep_web using (account_id in (select scope_accounts()));

grant select, insert, update, delete on alert_channel, alert_channel_secret, alert_rule_channel, alert_delivery to trailkeep_worker;
grant select, insert, update on alert_channel to trailkeep_web;
grant select, insert, delete on alert_rule_channel to trailkeep_web;
grant select, insert on alert_delivery to trailkeep_web;
grant update (state, next_attempt_at, attempts, asked_by) on alert_delivery to trailkeep_web;
grant insert, delete, select (channel_id) on alert_channel_secret to trailkeep_web;
