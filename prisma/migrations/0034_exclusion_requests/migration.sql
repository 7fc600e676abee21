-- Who ended an exclusion, took a request back or switched off one that came with its rule.
alter table alert_exclusion add column removed_by uuid references app_user on delete set null;
-- Requests that wait for an answer: counted for every page about alerts.
create index alert_exclusion_asked on alert_exclusion (rule_id) where state = 'asked' and removed_at is null;

-- The web reads and writes exclusions for the accounts of a scope alone, when it changes them as well: what holds in one account, where
-- that one is in the scope; what holds wherever the rule does, where all of that is.
drop policy web_unscoped on alert_exclusion;
drop policy web_exclusions on alert_exclusion;
create policy web_rules on alert_exclusion for select to trailkeep_web using (
  rule_id in (
    select id from alert_rule where account_id in (select scope_accounts()) or view_id in (select views_of_scope()))
  and (account_id is null or account_id in (select scope_accounts())));
do $$
declare
  held text := $held$
    rule_id in (
      select id from alert_rule where account_id in (select scope_accounts()) or view_id in (select views_of_scope()))
    and (account_id in (select scope_accounts()) or account_id is null and rule_id in (
      select r.id from alert_rule r
      where r.account_id in (select scope_accounts())
        or r.view_id is not null and not exists (select accounts_of_view(r.view_id) except select scope_accounts())))$held$;
begin
  execute format('create policy web_adds on alert_exclusion for insert to trailkeep_web with check (%s)', held);
  execute format('create policy web_changes on alert_exclusion for update to trailkeep_web using (%1$s) with check (%1$s)', held);
end $$;
