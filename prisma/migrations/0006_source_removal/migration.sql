-- A removed source stays as a row: its ledger is the way from an event back to its object. Nothing lists or collects it, and
-- what it held no longer belongs to its view.
alter table source add column removed_at timestamptz(3);

create or replace function accounts_of_view(of_view integer) returns setof bigint
  language sql stable security definer set search_path = public, pg_temp as $$
  select account_id from view_account where view_id = of_view
  union
  select sa.account_id from source_account sa join source s on s.id = sa.source_id
  where s.view_id = of_view and s.removed_at is null
$$;
