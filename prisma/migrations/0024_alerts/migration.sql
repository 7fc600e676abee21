-- Rules, what matched them, and what they found.

create table alert_rule (
  id         integer primary key generated always as identity,
  view_id    integer references view on delete cascade,
  account_id bigint references account on delete cascade,
  -- One that ships with Trailkeep, or one of its own: lib/alerts/rule-model.ts.
  builtin_id text,
  definition jsonb,
  -- Records that it must find something in, and those in which it must not, as its author keeps them.
  samples    jsonb,
  mode       text not null check (mode in ('live', 'silent', 'off')),
  -- Counts the definitions: matches of an older one are no part of what the rule finds now.
  revision   integer not null default 1,
  created_by uuid references app_user on delete set null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  -- What it found is kept.
  removed_at timestamptz(3),
  check ((view_id is null) <> (account_id is null)),
  check ((builtin_id is null) <> (definition is null))
);
create unique index alert_rule_builtin on alert_rule (view_id, account_id, builtin_id) nulls not distinct
  where builtin_id is not null;
create index alert_rule_by_account on alert_rule (account_id) where account_id is not null;

-- What a rule leaves out. A definition's own exclusions have a row (`own_index`) once they hid something.
create table alert_exclusion (
  id          integer primary key generated always as identity,
  rule_id     integer not null references alert_rule on delete cascade,
  own_index   smallint,
  -- Only in this account, where there is one.
  account_id  bigint,
  condition   jsonb,
  reason      text not null default '',
  owner_id    uuid references app_user on delete set null,
  until       timestamptz(3),
  state       text not null default 'granted' check (state in ('asked', 'granted', 'refused')),
  created_at  timestamptz(3) not null default now(),
  decided_by  uuid references app_user on delete set null,
  decided_at  timestamptz(3),
  decision    text,
  hid_events  bigint not null default 0,
  last_hid_at timestamptz(3),
  removed_at  timestamptz(3),
  check ((own_index is null) <> (condition is null)),
  unique (rule_id, own_index)
);
create index alert_exclusion_by_rule on alert_exclusion (rule_id);

-- What exclusions hid, appended by batches and added up later: a row that all batches update would make them wait for each other.
create table alert_hidden (
  rule_id      integer not null references alert_rule on delete cascade,
  own_index    smallint,
  exclusion_id integer references alert_exclusion on delete cascade,
  events       integer not null,
  last_at      timestamptz(3) not null
);

-- One row for each group, value and step that a matching event counts for. `state`: 0 not looked at yet, 1 waits for others to make
-- up a threshold or sequence, 2 counts, and stands in the finding of its rule, account and group whose time holds it.
create table alert_match (
  rule_id      integer not null references alert_rule on delete cascade,
  revision     integer not null,
  account_id   bigint not null,
  event_time   timestamptz(3) not null,
  event_id     uuid not null,
  part         smallint not null,
  group_hash   uuid not null,
  group_values jsonb not null,
  step         smallint not null default 0,
  value        text not null default '',
  historic     boolean not null,
  state        smallint not null default 0 check (state in (0, 1, 2)),
  primary key (rule_id, account_id, event_time, event_id, part)
);
create index alert_match_fresh on alert_match (rule_id) where state = 0;
create index alert_match_by_group on alert_match (rule_id, account_id, group_hash, event_time);

-- When values of a group were seen, for rules that compare with what was before.
create table alert_seen (
  rule_id        integer not null references alert_rule on delete cascade,
  revision       integer not null,
  account_id     bigint not null,
  group_hash     uuid not null,
  value_hash     uuid not null,
  first_at       timestamptz(3) not null,
  group_values   jsonb not null,
  value          text not null,
  first_event_id uuid not null,
  last_at        timestamptz(3) not null,
  last_event_id  uuid not null,
  historic       boolean not null,
  primary key (rule_id, account_id, group_hash, value_hash, revision, first_at)
);
-- The same as batches append it; joined to alert_seen later.
create table alert_seen_new (
  rule_id        integer not null references alert_rule on delete cascade,
  revision       integer not null,
  account_id     bigint not null,
  group_hash     uuid not null,
  value_hash     uuid not null,
  first_at       timestamptz(3) not null,
  group_values   jsonb not null,
  value          text not null,
  first_event_id uuid not null,
  last_at        timestamptz(3) not null,
  last_event_id  uuid not null,
  historic       boolean not null
);
create index alert_seen_new_by_rule on alert_seen_new (rule_id);
create index alert_seen_since on alert_seen (rule_id, account_id, group_hash, revision, first_at);

create table finding (
  id           bigint primary key generated always as identity,
  rule_id      integer not null references alert_rule on delete cascade,
  revision     integer not null,
  account_id   bigint not null,
  group_hash   uuid not null,
  group_values jsonb not null,
  severity     text not null check (severity in ('critical', 'high', 'medium', 'low', 'info')),
  first_at     timestamptz(3) not null,
  last_at      timestamptz(3) not null,
  events       integer not null,
  -- All its events were older than a day when they were taken.
  historic     boolean not null,
  -- The rule was silent when it was made.
  silent       boolean not null,
  state        text not null default 'open' check (state in ('open', 'acknowledged', 'closed')),
  assignee_id  uuid references app_user on delete set null,
  opened_at    timestamptz(3) not null default now(),
  changed_at   timestamptz(3) not null default now(),
  -- When it was handed to delivery; null as long as nobody was to be told.
  notified_at  timestamptz(3)
);
create index finding_of_group on finding (rule_id, account_id, group_hash, first_at);
create index finding_by_time on finding (account_id, last_at desc, id desc);
create index finding_not_closed on finding (account_id, severity) where state <> 'closed';

create table finding_history (
  id         bigint primary key generated always as identity,
  finding_id bigint not null references finding on delete cascade,
  account_id bigint not null,
  at         timestamptz(3) not null default now(),
  user_id    uuid references app_user on delete set null,
  actor      text not null,
  kind       text not null check (kind in ('opened', 'joined', 'acknowledged', 'closed', 'reopened', 'assigned', 'comment', 'withdrawn')),
  comment    text,
  assignee   text,
  -- The finding that went up in this one.
  joined_id  bigint
);
create index finding_history_of on finding_history (finding_id, id);
create index finding_history_joined on finding_history (joined_id) where joined_id is not null;

-- A row for each change of a rule, or of what a rule's scope holds: workers see by their number that they must read the rules anew.
create table alert_rules_change (
  id bigint primary key generated always as identity,
  at timestamptz(3) not null default now()
);
create function note_rules_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into alert_rules_change default values;
  return null;
end $$;
create function note_new_accounts() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from changed) then insert into alert_rules_change default values; end if;
  return null;
end $$;
revoke all on function note_rules_change(), note_new_accounts() from public;
create trigger note_rules_change after insert or update or delete on alert_rule
  for each statement execute function note_rules_change();
create trigger note_rules_change after insert or delete or update of condition, until, state, account_id, removed_at on alert_exclusion
  for each row execute function note_rules_change();
create trigger note_rules_change after update of view_id, vouched, removed_at on source
  for each row execute function note_rules_change();
create trigger note_rules_change after update of confirmed_at on source_account
  for each row execute function note_rules_change();
create trigger note_new_accounts after insert on source_account referencing new table as changed
  for each statement execute function note_new_accounts();
create trigger note_new_accounts after insert on view_account referencing new table as changed
  for each statement execute function note_new_accounts();
create trigger note_lost_accounts after delete on view_account referencing old table as changed
  for each statement execute function note_new_accounts();
create trigger note_lost_accounts after delete on source_account referencing old table as changed
  for each statement execute function note_new_accounts();

-- Views that hold an account of the scope: their rules and exclusions are seen there.
create function views_of_scope() returns setof integer
  language sql stable security definer set search_path = public, pg_temp as $$
  select view_id from view_account where account_id in (select scope_accounts())
  union
  select s.view_id from source_account sa join source s on s.id = sa.source_id
  where sa.account_id in (select scope_accounts()) and s.view_id is not null and s.removed_at is null
    and (s.vouched or sa.confirmed_at is not null)
$$;
revoke all on function views_of_scope() from public;
grant execute on function views_of_scope() to trailkeep_web;

do $$
declare
  name text;
begin
  foreach name in array array['alert_rule', 'alert_exclusion', 'alert_hidden', 'alert_match', 'alert_seen', 'alert_seen_new', 'finding', 'finding_history'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker_all on %I to trailkeep_worker using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to trailkeep_worker', name);
  end loop;
  foreach name in array array['alert_rule', 'alert_exclusion', 'alert_hidden'] loop
    execute format('create policy owner_itself on %I to %I using (session_user = current_user)', name, current_user);
  end loop;
  foreach name in array array['alert_match', 'alert_seen', 'alert_seen_new', 'finding', 'finding_history'] loop
    execute format('create policy owner_accounts on %I to %I using (session_user = current_user or account_id in (select scope_accounts()))',
      name, current_user);
  end loop;
  -- Rights to change them are checked row by row, outside of a scope.
  foreach name in array array['alert_rule', 'alert_exclusion'] loop
    execute format('create policy web_unscoped on %I to trailkeep_web using (not (select in_scoped_read())) with check (not (select in_scoped_read()))', name);
  end loop;
  foreach name in array array['alert_match', 'finding', 'finding_history'] loop
    execute format('create policy web_accounts on %I to trailkeep_web using (account_id in (select scope_accounts())) with check (account_id in (select scope_accounts()))', name);
  end loop;
end $$;
create policy web_rules on alert_rule for select to trailkeep_web
  using (account_id in (select scope_accounts()) or view_id in (select views_of_scope()));
create policy web_exclusions on alert_exclusion for select to trailkeep_web
  using (rule_id in (select id from alert_rule) and (account_id is null or account_id in (select scope_accounts())));

grant select, delete on alert_rules_change to trailkeep_worker;
grant select, insert, update on alert_rule, alert_exclusion to trailkeep_web;
grant select on alert_match, finding, finding_history to trailkeep_web;
grant update (state, assignee_id, changed_at) on finding to trailkeep_web;
grant insert (finding_id, account_id, user_id, actor, kind, comment, assignee) on finding_history to trailkeep_web;
