-- The deployment's own secret key (TRAILKEEP_SECRET_KEY), wrapped by KMS, where a deployment keeps it there. Only the owner reads it.
alter table data_key drop constraint data_key_opener_check;
alter table data_key add constraint data_key_opener_check check (opener in ('worker', 'web', 'deployment'));
alter table data_key alter column public_key drop not null;
alter table data_key add constraint data_key_public check ((opener = 'deployment') = (public_key is null));
drop policy worker_all on data_key;
create policy worker_own on data_key for select to trailkeep_worker using (opener = 'worker');
