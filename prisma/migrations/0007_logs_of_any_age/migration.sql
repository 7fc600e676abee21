-- A folder of logs that were downloaded is taken whole, however old they are.
alter table source drop constraint source_collect_days_check;
alter table source add check (collect_days between 1 and 36500);
