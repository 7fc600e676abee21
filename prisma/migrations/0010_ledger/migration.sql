-- Pages over the ledger of millions of objects: what a source delivered, what is unwell in it, and the bytes behind that.

-- Keys are compared by their bytes, as S3 sorts them: a prefix is then a range of the unique index, whatever the database's locale.
alter table log_object alter column key type text collate "C";

-- Objects of which some records could not be read. Rare, so the index is small.
create index log_object_partly_read on log_object (source_id, id desc) where quarantined_records > 0;

-- What came from each folder of a source, counted by the ledger itself: one row for account, region and kind, and one for each of
-- its days. `hours` has a bit for each hour UTC in which AWS published an object (bit 0 = 00:00).
create table source_delivery (
  id             bigint primary key generated always as identity,
  source_id      integer not null references source on delete cascade,
  account_id     bigint,
  region         text not null,
  kind           text not null,
  objects        bigint not null,
  size_bytes     bigint not null,
  last_object_at timestamptz(0),
  unique nulls not distinct (source_id, account_id, region, kind)
);
create table source_delivery_day (
  delivery_id bigint not null references source_delivery on delete cascade,
  day         date not null,
  objects     integer not null,
  hours       integer not null,
  primary key (delivery_id, day)
);

-- The time of publication stands in the object's name: …_20261120T0815Z_<16 characters>.json.gz.
create function count_deliveries() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from new_objects) then return null; end if;
  with named as (
    select source_id, account_id, region, kind, log_date, size_bytes,
      substring(split_part(key, '_', -2) from '^\d{8}T((?:[01]\d|2[0-3])[0-5]\d)\d{0,2}Z$') as clock
    from new_objects
  ), days as (
    select source_id, account_id, region, kind, log_date as day, count(*) as objects, sum(size_bytes) as size_bytes,
      coalesce(bit_or(1 << left(clock, 2)::integer), 0) as hours,
      max((log_date + make_time(left(clock, 2)::integer, right(clock, 2)::integer, 0)) at time zone 'UTC') as last_object_at
    from named
    group by source_id, account_id, region, kind, log_date
  ), folders as (
    insert into source_delivery as d (source_id, account_id, region, kind, objects, size_bytes, last_object_at)
    select source_id, account_id, region, kind, sum(objects), sum(size_bytes), max(last_object_at)
    from days
    group by source_id, account_id, region, kind
    order by source_id, account_id, region, kind
    on conflict (source_id, account_id, region, kind) do update set objects = d.objects + excluded.objects,
      size_bytes = d.size_bytes + excluded.size_bytes, last_object_at = greatest(d.last_object_at, excluded.last_object_at)
    returning id, source_id, account_id, region, kind
  )
  insert into source_delivery_day as d (delivery_id, day, objects, hours)
  select f.id, days.day, days.objects, days.hours
  from days
  join folders f on f.source_id = days.source_id and f.account_id is not distinct from days.account_id
    and f.region = days.region and f.kind = days.kind
  order by f.id, days.day
  on conflict (delivery_id, day) do update set objects = d.objects + excluded.objects, hours = d.hours | excluded.hours;
  return null;
end $$;
create trigger count_deliveries after insert on log_object
  referencing new table as new_objects for each statement execute function count_deliveries();

-- The objects that are there already, through the same counting.
create temp table objects_before (like log_object) on commit drop;
create trigger count_deliveries after insert on objects_before
  referencing new table as new_objects for each statement execute function count_deliveries();
insert into objects_before select * from log_object;
drop table objects_before;

do $$
declare
  name text;
begin
  foreach name in array array['source_delivery', 'source_delivery_day'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy worker_all on %I to trailkeep_worker using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to trailkeep_worker', name);
    execute format('grant select on %I to trailkeep_web', name);
  end loop;
end $$;
create policy web_sources on source_delivery for select to trailkeep_web using (source_id in (select scope_sources()));
create policy web_deliveries on source_delivery_day for select to trailkeep_web
  using (exists (select from source_delivery d where d.id = delivery_id));

-- Asked object by object: the policy before this one gathered every object of the scope's sources first.
drop policy web_objects on quarantined_record;
create policy web_objects on quarantined_record for select to trailkeep_web
  using (exists (select from log_object o where o.id = object_id));

-- The bytes of an object as they were taken, for those who see its source. Runs as the owner, so it asks for the scope itself.
create function object_body(of_object bigint) returns bytea
  language sql stable security definer set search_path = public, pg_temp as $$
  select b.body
  from log_object o
  join log_object_body b on b.object_id = o.id and b.log_date = o.log_date
  where o.id = of_object and o.source_id in (select scope_sources())
$$;
revoke all on function object_body(bigint) from public;
grant execute on function object_body(bigint) to trailkeep_web, trailkeep_worker;

-- Lets failed and quarantined objects wait to be taken anew: one, or all of a state. Those that a batch holds are being tried
-- anyway and are passed over. What was kept of them stays until the new bytes are there. Returns how many.
create function retry_objects(of_source integer, of_states text[], of_object bigint) returns integer
  language sql volatile security definer set search_path = public, pg_temp as $$
  with chosen as (
    select id from log_object
    where source_id = of_source and of_source in (select scope_sources()) and state in ('failed', 'quarantined')
      and state = any (of_states) and (of_object is null or id = of_object)
    for update skip locked
  ), again as (
    update log_object o set state = 'pending', attempts = 0, next_attempt_at = null, reason = null, ingested_at = null
    from chosen where o.id = chosen.id
    returning o.id
  )
  select count(*)::integer from again
$$;
revoke all on function retry_objects(integer, text[], bigint) from public;
grant execute on function retry_objects(integer, text[], bigint) to trailkeep_web;
