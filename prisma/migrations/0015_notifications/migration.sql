-- What a source's queue last told of, and why it cannot be read, where it cannot.
alter table source add column notified_at timestamptz(3);
alter table source add column notice_error_message text;
alter table source add column notice_error_hint text;
alter table source add column notice_error_at timestamptz(3);
-- Messages in the queue that no known sender writes: they stay in it.
alter table source add column unread_notices integer not null default 0;
