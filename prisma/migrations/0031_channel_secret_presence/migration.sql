-- That a channel has a secret, so that it can be replaced and taken away; the ciphertext itself is granted to nobody but the worker.
create policy web_presence on alert_channel_secret for select to trailkeep_web using (not (select in_scoped_read()));
