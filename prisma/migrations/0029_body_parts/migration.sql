-- A kept object by parts, for downloads: bodies are stored as they are (storage external), so a part is read
-- without the rest.
create function object_body_part(of_object bigint, start integer, bytes integer) returns bytea
  language sql stable security definer set search_path = public, pg_temp as $$
  select substring(b.body from start + 1 for bytes)
  from log_object o
  join log_object_body b on b.object_id = o.id and b.log_date = o.log_date
  where o.id = of_object and o.source_id in (select scope_sources())
$$;
create function object_body_bytes(of_object bigint) returns integer
  language sql stable security definer set search_path = public, pg_temp as $$
  select octet_length(b.body)
  from log_object o
  join log_object_body b on b.object_id = o.id and b.log_date = o.log_date
  where o.id = of_object and o.source_id in (select scope_sources())
$$;
revoke all on function object_body_part(bigint, integer, integer), object_body_bytes(bigint) from public;
grant execute on function object_body_part(bigint, integer, integer), object_body_bytes(bigint) to trailkeep_web;
