-- The same lists, read in one go: to take a text apart and turn piece by piece into numbers took most of a question over thousands of
-- accounts, as every partition's policy asks for them.
create or replace function scope_accounts() returns setof bigint language sql stable parallel safe
  as $$ select unnest(('{' || current_setting('app.accounts', true) || '}')::bigint[]) $$;
create or replace function scope_sources() returns setof integer language sql stable parallel safe
  as $$ select unnest(('{' || current_setting('app.sources', true) || '}')::integer[]) $$;
