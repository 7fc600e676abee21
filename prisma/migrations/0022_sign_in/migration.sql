-- The second factor of people with a password; people who come from an OpenID Connect provider, and what its groups give them.

-- The secret of a person's authenticator app. The web checks codes itself, so it reads this; the key is one of its own.
create table second_factor (
  user_id    uuid primary key references app_user on delete cascade,
  ciphertext bytea not null,
  -- The time step of the last code that was taken: no code counts twice.
  last_step  bigint not null,
  created_at timestamptz(3) not null default now()
);

-- For who has lost the app: digests, each good once.
create table recovery_code (
  user_id   uuid not null references second_factor on delete cascade,
  code_hash bytea not null,
  used_at   timestamptz(3),
  primary key (user_id, code_hash)
);

-- One row: who must have a second factor when they sign in with a password.
create table sign_in_policy (
  id                boolean primary key default true check (id),
  second_factor_for text not null default 'nobody' check (second_factor_for in ('nobody', 'admins', 'everybody'))
);
insert into sign_in_policy default values;

-- Who a user is to a provider. An e-mail address may get another owner there; a subject never does. `groups` are those of the last
-- sign-in.
create table oidc_identity (
  issuer          text not null,
  subject         text not null,
  user_id         uuid not null references app_user on delete cascade,
  groups          text[] not null default '{}',
  created_at      timestamptz(3) not null default now(),
  last_sign_in_at timestamptz(3) not null default now(),
  primary key (issuer, subject),
  unique (user_id, issuer)
);

-- What a group of the provider gives: the admin role, or a level on a view or an account.
create table group_rule (
  id         integer generated always as identity primary key,
  group_name text not null check (group_name <> ''),
  view_id    integer references view on delete cascade,
  account_id bigint references account on delete cascade,
  level      text not null check (level in ('admin', 'manager', 'owner', 'viewer')),
  created_at timestamptz(3) not null default now(),
  check (view_id is null or account_id is null),
  check ((level = 'admin') = (view_id is null and account_id is null)),
  check (level <> 'manager' or view_id is not null),
  check (level <> 'owner' or account_id is not null),
  unique nulls not distinct (group_name, view_id, account_id)
);
create index group_rule_by_view on group_rule (view_id);
create index group_rule_by_account on group_rule (account_id);

-- What a rule gave goes when the group does; what a person gave stays.
alter table access_grant add column from_rule boolean not null default false;
alter table app_user add column role_from_rule boolean not null default false;

do $$
declare
  name text;
begin
  foreach name in array array['second_factor', 'recovery_code', 'oidc_identity', 'group_rule'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy owner_all on %I to %I using (true) with check (true)', name, current_user);
    execute format('create policy web_unscoped on %I to trailkeep_web using (not (select in_scoped_read())) with check (not (select in_scoped_read()))', name);
    execute format('grant select, insert, update, delete on %I to trailkeep_web', name);
  end loop;
end $$;
revoke update on group_rule from trailkeep_web;
grant select on sign_in_policy to trailkeep_web;
grant update (second_factor_for) on sign_in_policy to trailkeep_web;
