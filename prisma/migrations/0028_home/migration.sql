-- Home asks for two weeks of all of a scope's accounts: the few rows by region (kind 3) among those of every user, address and resource.
create index activity_value_of_home on activity_value (day, account_id) include (category, events, last_second) where kind = 3;
