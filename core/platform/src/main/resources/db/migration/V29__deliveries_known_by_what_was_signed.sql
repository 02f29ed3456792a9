-- A delivery is known again by what was signed too, and may tell of several events.
alter table webhook_delivery
  -- SHA-256 of the bytes that the vendor signed; null where it signs none, or the id with them.
  add signed bytea,
  add events int not null default 0,
  -- Of all of its events; type is that of the first.
  add types text[] not null default '{}';
update webhook_delivery set events = 1, types = array[type] where type is not null;
create unique index on webhook_delivery (tenant, webhook, signed);
