-- What failed at a source's queue: receiving, which the next good receive shows to be mended, or what was done with the messages,
-- which only shows when they come again.
alter table source add column notice_error_receiving boolean;
