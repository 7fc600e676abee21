-- The events of a finding by a rule that looks back stand in what it saw.
create policy web_accounts on alert_seen for select to trailkeep_web using (account_id in (select scope_accounts()));
grant select on alert_seen to trailkeep_web;
