-- Where a webhook posts to: whoever has the address may post there, Slack's for one, so it is sealed as secrets are. Those that stand in
-- alert_channel.settings move here at the next start (lib/alerts/deliver/seal-stored-addresses.ts), as SQL has no key to seal under.
create table alert_channel_address (
  channel_id integer primary key references alert_channel on delete cascade,
  ciphertext bytea not null
);
alter table alert_channel_address enable row level security;
alter table alert_channel_address force row level security;
create policy worker_all on alert_channel_address to trailkeep_worker using (true) with check (true);
do $$ begin
  execute format('create policy owner_itself on alert_channel_address to %I using (session_user = current_user)', current_user);
end $$;
-- Sealed by the web, opened by the worker.
create policy web_writes on alert_channel_address for insert to trailkeep_web with check (not (select in_scoped_read()));
create policy web_replaces on alert_channel_address for delete to trailkeep_web using (not (select in_scoped_read()));
create policy web_presence on alert_channel_address for select to trailkeep_web using (not (select in_scoped_read()));

grant select, insert, update, delete on alert_channel_address to trailkeep_worker;
grant insert, delete, select (channel_id) on alert_channel_address to trailkeep_web;
