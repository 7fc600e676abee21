-- The accounts of the views, null for all views: those put into one, and those found in its sources that somebody vouched for. As two
-- lists, a pair at each place: a row for each of ten thousand accounts costs more than finding them. Planned anew each time: one plan
-- for all views and for some of them takes twice as long as either's own.
create function lists_by_view(of_views integer[], out views integer[], out accounts bigint[])
  language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
  select coalesce(array_agg(held.view_id), '{}'), coalesce(array_agg(held.account_id), '{}')
  from (
    select va.view_id, va.account_id from view_account va where of_views is null or va.view_id = any (of_views)
    union all
    -- Most are in both: to sort those out first takes less than to sort all.
    select distinct s.view_id, sa.account_id from source s join source_account sa on sa.source_id = s.id
    where s.view_id is not null and (of_views is null or s.view_id = any (of_views)) and s.removed_at is null
      and (s.vouched or sa.confirmed_at is not null)
      and not exists (select from view_account va where va.view_id = s.view_id and va.account_id = sa.account_id)
  ) held
$$;
revoke all on function lists_by_view(integer[]) from public;
grant execute on function lists_by_view(integer[]) to trailkeep_web;

create or replace function accounts_by_view(of_views integer[]) returns table (view_id integer, account_id bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select unnest(held.views), unnest(held.accounts) from lists_by_view(of_views) held
$$;
