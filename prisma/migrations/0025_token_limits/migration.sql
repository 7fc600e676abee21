-- An API token may have less than its person: reading alone, and of all their views and accounts only those named here. No references
-- to them: what is deleted leaves a token with less, and never with everything.
alter table api_token add column read_only boolean not null default false;
alter table api_token add column limited boolean not null default false;
alter table api_token add column view_ids integer[] not null default '{}';
alter table api_token add column account_ids bigint[] not null default '{}';
