-- A row for each change of what views, accounts and sources there are, how they are called and which of them belong together: a process
-- that remembers all of it sees by their number that it must read it anew.
create table place_change (
  id bigint primary key generated always as identity,
  at timestamptz(3) not null default now()
);
create function note_place_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into place_change default values;
  return null;
end $$;
-- For statements that mostly change no row: workers say again and again which accounts they found.
create function note_changed_places() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from changed) then insert into place_change default values; end if;
  return null;
end $$;
revoke all on function note_place_change(), note_changed_places() from public;

do $$
declare
  name text;
begin
  foreach name in array array['account', 'view', 'view_account', 'source', 'source_account'] loop
    execute format('create trigger note_new_places after insert on %I referencing new table as changed
      for each statement execute function note_changed_places()', name);
    execute format('create trigger note_lost_places after delete on %I referencing old table as changed
      for each statement execute function note_changed_places()', name);
  end loop;
end $$;
create trigger note_place_change after update of name on account for each row execute function note_place_change();
create trigger note_place_change after update of name, slug on view for each row execute function note_place_change();
create trigger note_place_change after update on view_account for each row execute function note_place_change();
create trigger note_place_change after update of view_id, account_id, vouched, removed_at on source
  for each row execute function note_place_change();
create trigger note_place_change after update of confirmed_at on source_account
  for each row execute function note_place_change();

grant select on place_change to trailkeep_web;
grant select, delete on place_change to trailkeep_worker;

-- The sidebar offers the first accounts by name on every page, and Home lists all: neither sorts thousands for it.
create index account_by_name on account (lower(name), id);
