-- Searches of the Events report under a name: of one person in one scope, private or shared with whoever sees the scope. The web's
-- transaction says who asks (app.user), where (app.view or app.account) and whether they manage that scope (app.manages).
create table saved_search (
  id         uuid primary key default gen_random_uuid(),
  view_id    integer references view on delete cascade,
  account_id bigint references account on delete cascade,
  user_id    uuid not null references app_user on delete cascade,
  name       text not null check (length(name) between 1 and 120),
  query      text not null check (length(query) <= 65536),
  shared     boolean not null default false,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  check ((view_id is null) <> (account_id is null))
);
create unique index saved_search_private_name on saved_search (view_id, account_id, user_id, lower(name))
  nulls not distinct where not shared;
create unique index saved_search_shared_name on saved_search (view_id, account_id, lower(name)) nulls not distinct where shared;
create index saved_search_by_user on saved_search (user_id);

create function is_search_scope(of_view integer, of_account bigint) returns boolean language sql stable parallel safe as $$
  select coalesce(of_view::text = current_setting('app.view', true), of_account::text = current_setting('app.account', true), false)
$$;
create function is_searcher(of_user uuid) returns boolean language sql stable parallel safe
  as $$ select coalesce(of_user::text = current_setting('app.user', true), false) $$;
create function manages_searches() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('app.manages', true) = 'true', false) $$;

alter table saved_search enable row level security;
create policy web_reads on saved_search for select to trailkeep_web
  using (is_search_scope(view_id, account_id) and (shared or is_searcher(user_id)));
create policy web_saves on saved_search for insert to trailkeep_web
  with check (is_search_scope(view_id, account_id) and is_searcher(user_id) and (not shared or manages_searches()));
create policy web_changes on saved_search for update to trailkeep_web
  using (is_search_scope(view_id, account_id) and (is_searcher(user_id) or (shared and manages_searches())))
  with check (is_search_scope(view_id, account_id) and (not shared or manages_searches()));
create policy web_removes on saved_search for delete to trailkeep_web
  using (is_search_scope(view_id, account_id) and (is_searcher(user_id) or (shared and manages_searches())));
grant select, insert, update, delete on saved_search to trailkeep_web;
