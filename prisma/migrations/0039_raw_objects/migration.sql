-- The objects that events came from, for whoever may see those events: `place` is the event's in the arrays, from 1, and events that are
-- not there, or not in the scope, have no row. Runs as the owner, so it asks for the scope itself.
--
-- Planned anew each time, a week of events and a week of bodies at a time: with the weeks' bounds known, the planner looks at one
-- partition of each, however many there are. Of all weeks in one statement it would look at every one.
create function raw_objects(of_accounts bigint[], at timestamptz[], of_events uuid[])
  returns table (place integer, ordinal integer, source_id integer, key text, sha256 bytea, ingested_at timestamptz, body bytea)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  week timestamptz;
  -- Not reckoned in the statement: the planner would not know it.
  next_week timestamptz;
  logged record;
begin
  for week in select distinct date_trunc('week', asked.event_time, 'UTC') from unnest(at) as asked (event_time) loop
    next_week := week + interval '168 hours';
    for logged in
      select date_trunc('week', o.log_date::timestamp)::date as week,
        array_agg(asked.place::integer) as places, array_agg(e.ordinal) as ordinals, array_agg(o.id) as objects
      from unnest(of_accounts, at, of_events) with ordinality as asked (account_id, event_time, event_id, place)
      join event e on e.account_id = asked.account_id and e.event_time = asked.event_time and e.event_id = asked.event_id
      join log_object o on o.id = e.object_id
      where e.event_time >= week and e.event_time < next_week
        and asked.account_id in (select scope_accounts())
      group by 1
    loop
      return query
        select asked.place, asked.ordinal, o.source_id, o.key, o.sha256, o.ingested_at::timestamptz, b.body
        from unnest(logged.places, logged.ordinals, logged.objects) as asked (place, ordinal, object_id)
        join log_object o on o.id = asked.object_id
        left join log_object_body b
          on b.object_id = o.id and b.log_date = o.log_date and b.log_date >= logged.week and b.log_date < logged.week + 7;
    end loop;
  end loop;
end $$;
revoke all on function raw_objects(bigint[], timestamptz[], uuid[]) from public;
grant execute on function raw_objects(bigint[], timestamptz[], uuid[]) to trailkeep_web;

-- One object a call, planned over all weeks.
drop function raw_object(bigint, timestamptz, uuid);
