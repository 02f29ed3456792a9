-- Addresses of ours that one vendor may call, each for one provider, with which it goes:
-- connector.webhook
create table webhook (
  tenant uuid not null references tenant,
  id uuid not null,
  owner uuid not null,
  provider text not null,
  token_sha256 bytea not null unique,
  token_prefix text not null,
  -- One more with each secret; 0 while there is none. Secrets are sealed under their version.
  version int not null check (version >= 0),
  secret bytea,
  secret_since timestamptz,
  former bytea,
  former_until timestamptz,
  created timestamptz not null,
  primary key (tenant, id),
  foreign key (tenant, owner) references document_owner on delete cascade
);
create index on webhook (tenant, owner);
select protect('webhook'), admit_engine('webhook');
grant select, insert, update, delete on webhook to auterity_app;
grant select on webhook to auterity_engine;

-- What was verified, for seven days. Headers and body are sealed.
create table webhook_delivery (
  tenant uuid not null,
  webhook uuid not null,
  id uuid not null,
  -- The vendor's id of it, or the digest of its body.
  delivery text not null,
  state text not null check (state in ('verified', 'unrecognised')),
  type text,
  subject text,
  reason text,
  headers bytea not null,
  body bytea not null,
  size int not null,
  received timestamptz not null,
  repeats int not null default 0,
  repeated timestamptz,
  replays int not null default 0,
  primary key (tenant, id),
  unique (tenant, webhook, delivery),
  foreign key (tenant, webhook) references webhook on delete cascade
);
create index on webhook_delivery (tenant, webhook, id);
create index on webhook_delivery (received);
select protect('webhook_delivery'), admit_engine('webhook_delivery');
grant select, insert, update, delete on webhook_delivery to auterity_app;
grant select, delete on webhook_delivery to auterity_engine;

-- How much came to an address in an hour, refused or not.
create table webhook_hour (
  tenant uuid not null,
  webhook uuid not null,
  hour timestamptz not null,
  taken int not null default 0,
  bytes bigint not null default 0,
  refused int not null default 0,
  reason text,
  address text,
  refused_at timestamptz,
  primary key (tenant, webhook, hour),
  foreign key (tenant, webhook) references webhook on delete cascade
);
create index on webhook_hour (hour);
select protect('webhook_hour'), admit_engine('webhook_hour');
grant select, insert, update, delete on webhook_hour to auterity_app;
grant select, delete on webhook_hour to auterity_engine;
