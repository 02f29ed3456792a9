-- What was refused, by what is known of it without reading it; the newest of a webhook, for seven
-- days: connector.webhook
create table webhook_refusal (
  tenant uuid not null,
  webhook uuid not null,
  id uuid not null,
  -- What one sender is refused for the same reason within some minutes is one, and counted.
  span timestamptz not null,
  address text not null,
  reason text not null,
  stopped text not null check (stopped in ('secret', 'signature', 'time')),
  -- Of the body of the last, in bytes.
  size int not null,
  times int not null default 1,
  refused timestamptz not null,
  last timestamptz not null,
  -- Version of a secret that is good no more and signed it, and since when it is not.
  former int,
  former_until timestamptz,
  primary key (tenant, id),
  unique (tenant, webhook, span, address, reason)
);
create index on webhook_refusal (tenant, webhook, id);
create index on webhook_refusal (last);
select protect('webhook_refusal'), admit_engine('webhook_refusal');
grant select, insert, update, delete on webhook_refusal to auterity_app;
grant select, delete on webhook_refusal to auterity_engine;
