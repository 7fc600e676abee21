-- An admin's Home adds up thousands of accounts. To look each row's account up in the scope's list took half of that time, and every
-- account is in it. The list is still sent, and is what all other tables go by.
create function reads_everything() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('app.everything', true) = 'on', false) $$;

do $$
declare
  name text;
begin
  foreach name in array array['activity_week', 'activity_value', 'finding'] loop
    execute format('alter policy web_accounts on %I using ((select reads_everything()) or account_id in (select scope_accounts()))', name);
  end loop;
end $$;
