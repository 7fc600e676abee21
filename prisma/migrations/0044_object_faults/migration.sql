-- Whether an object stands in the counts of deliveries. Those whose bytes were read have their SHA-256 to tell; those that were put aside
-- unread had nothing, and were counted again when they were tried again.
alter table log_object add column counted boolean not null default false;
update log_object set counted = true where state in ('failed', 'quarantined') and state = 'quarantined' and sha256 is null;
