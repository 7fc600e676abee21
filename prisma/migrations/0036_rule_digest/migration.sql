-- What a built-in rule looked for when a worker read it last: a release that changes it begins a new revision, as people's changes do.
alter table alert_rule add column builtin_digest text check (builtin_digest is null or builtin_id is not null);
