-- Rollups are appended to: a batch copies its sums in, so a key may stand in several rows, which every reader adds up. The worker
-- folds rows of one key into one row later. So no key is unique any more; the indexes that lead to an account's rows hold
-- equal keys once.
alter table activity_hour drop constraint activity_hour_pkey;
alter table activity_day drop constraint activity_day_pkey;
alter table activity_value drop constraint activity_value_pkey;
create index activity_hour_by_account on activity_hour (account_id, hour);
create index activity_day_by_account on activity_day (account_id, day);

-- One row for each batch that added to an account's day since that was last folded.
create table activity_unfolded (
  account_id bigint not null,
  day        timestamptz not null,
  added_at   timestamptz(3) not null default now()
);
alter table activity_unfolded enable row level security;
create policy worker_all on activity_unfolded to trailkeep_worker using (true) with check (true);
grant select, insert, delete on activity_unfolded to trailkeep_worker;

-- activity_value counts by one dimension alone, now by any: resource 1, access key 2, region 3, action 4, principal 5,
-- address 6, error 7. `hour_counts` has one number for each hour that is set in `hours`: events * 2^34 + errors * 2^5 + hour.
-- Null for resources and access keys: there are many of those, and few questions about their hours.
alter table activity_value add column hour_counts bigint[];

with rolled as (
  select h.account_id, date_trunc('day', h.hour, 'UTC') as day, v.kind, v.value_id,
    array_position(array['management', 'data', 'insight', 'network-activity', 'aggregated'], a.category) - 1 as category,
    extract(hour from h.hour at time zone 'UTC')::bigint as hour, h.first_second, h.last_second, h.events,
    case when x.outcome = 'success' then 0 else h.events end as errors
  from activity_hour h
  join action a on a.id = h.action_id
  join error x on x.id = h.error_id
  cross join lateral (values (3, region_id), (4, action_id), (5, principal_id), (6, address_id), (7, error_id)) v (kind, value_id)
), hourly as (
  select account_id, day, kind, value_id, category, hour, sum(events)::bigint as events, sum(errors)::bigint as errors,
    hour * 3600 + min(first_second) as first_second, hour * 3600 + max(last_second) as last_second
  from rolled
  group by 1, 2, 3, 4, 5, 6
)
insert into activity_value (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours, hour_counts)
select account_id, day, kind, value_id, category, sum(events), sum(errors), min(first_second), max(last_second),
  bit_or(1 << hour::int), array_agg((events << 34) | (errors << 5) | hour order by hour)
from hourly
group by 1, 2, 3, 4, 5
order by 1, 2, 3, 4, 5;

create index activity_value_by_value on activity_value (account_id, kind, value_id);
