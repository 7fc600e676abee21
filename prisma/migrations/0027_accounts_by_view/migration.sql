-- What accounts_of_view says of one view, for many of them in one look: a call for each of 200 views costs more than their rows. Null
-- for all views.
create function accounts_by_view(of_views integer[]) returns table (view_id integer, account_id bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select va.view_id, va.account_id from view_account va where of_views is null or va.view_id = any (of_views)
  union
  select s.view_id, sa.account_id from source s join source_account sa on sa.source_id = s.id
  where s.view_id is not null and (of_views is null or s.view_id = any (of_views)) and s.removed_at is null
    and (s.vouched or sa.confirmed_at is not null)
$$;
revoke all on function accounts_by_view(integer[]) from public;
grant execute on function accounts_by_view(integer[]) to trailkeep_web;

create or replace function accounts_of_view(of_view integer) returns setof bigint
  language sql stable security definer set search_path = public, pg_temp as $$
  select account_id from accounts_by_view(array[of_view])
$$;
