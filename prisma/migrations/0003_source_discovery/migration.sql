-- Discovery's own memory. `surveyed_at`: when the bucket's folders were last looked for from its prefix down. What was seen
-- of other writers is counted by place, so that a second count replaces the first.
alter table source add column surveyed_at timestamptz(3);
alter table source add column ignored_elsewhere bigint not null default 0;
alter table source_folder add column ignored_objects bigint not null default 0;
