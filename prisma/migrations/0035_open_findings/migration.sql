-- Home counts the open findings of thousands of accounts: from this index alone. Which view a finding's rule belongs to (null: to an
-- account) stands with the finding, as a rule stays where it was made.
alter table finding add column view_id integer references view on delete cascade;
update finding f set view_id = r.view_id from alert_rule r where r.id = f.rule_id and r.view_id is not null;

create function finding_view() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.view_id := (select view_id from alert_rule where id = new.rule_id);
  return new;
end $$;
create trigger finding_view before insert on finding for each row execute function finding_view();

create index finding_open on finding (account_id, view_id, severity) where state = 'open';
create index finding_by_view on finding (view_id) where view_id is not null;
