-- How much happened in an account, and when last, without its days' regions, users and actions: what lists of thousands of accounts
-- show. Appended to, read and folded as the other rollups are; a row an account and week, so it needs no partitions.
create table activity_week (
  account_id  bigint not null,
  -- A Monday.
  week        date not null,
  category    smallint not null,
  events      integer not null,
  -- Of the week.
  last_second integer not null,
  -- Of each of its seven days, from Monday on.
  day_events  integer[] not null
);
create index activity_week_by_account on activity_week (account_id, week);
create index activity_week_by_week on activity_week (week);

with daily as (
  select account_id, day, date_trunc('week', day, 'UTC') as monday, category, sum(events) as events, max(last_second) as last_second
  from activity_value where kind = 3
  group by 1, 2, 4
), counted as (
  select *, extract(day from day - monday)::integer as day_of_week from daily
)
insert into activity_week (account_id, week, category, events, last_second, day_events)
select account_id, (monday at time zone 'UTC')::date, category, sum(events), max(day_of_week * 86400 + last_second),
  array[
    coalesce(sum(events) filter (where day_of_week = 0), 0),
    coalesce(sum(events) filter (where day_of_week = 1), 0),
    coalesce(sum(events) filter (where day_of_week = 2), 0),
    coalesce(sum(events) filter (where day_of_week = 3), 0),
    coalesce(sum(events) filter (where day_of_week = 4), 0),
    coalesce(sum(events) filter (where day_of_week = 5), 0),
    coalesce(sum(events) filter (where day_of_week = 6), 0)
  ]
from counted
group by account_id, monday, category
order by account_id, monday, category;

alter table activity_week enable row level security;
alter table activity_week force row level security;
create policy worker_all on activity_week to trailkeep_worker using (true) with check (true);
grant select, insert, update, delete on activity_week to trailkeep_worker;
create policy web_accounts on activity_week for select to trailkeep_web using (account_id in (select scope_accounts()));
grant select on activity_week to trailkeep_web;
do $$ begin
  execute format('create policy owner_accounts on activity_week to %I using (session_user = current_user or account_id in (select scope_accounts()))',
    current_user);
end $$;
