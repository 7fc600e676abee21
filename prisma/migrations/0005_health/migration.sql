-- For monitors, who have no scope: when the newest event happened, and nothing else about it.
create function newest_event_at() returns timestamptz
  language sql stable security definer set search_path = public, pg_temp as $$ select max(last_event_at) from source_count $$;
revoke all on function newest_event_at() from public;
grant execute on function newest_event_at() to trailkeep_web;
