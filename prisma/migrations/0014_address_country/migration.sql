-- ISO 3166 code of the country that an address belongs to; '' where it belongs to none (private, or an AWS service's name),
-- null until it was looked up.
alter table address add column country text;
create index address_not_located on address (id) where country is null;
