-- Servers that share the rates of quotas: relay.ledger

-- By the clock of the database, which all servers share. Whoever is not heard of any more is known
-- until what its calls took of a minute counts no more.
create table server_seat (
  process uuid primary key,
  -- Whether it goes by what it has leased; else by the whole of each rate, as if it were alone.
  sharing boolean not null,
  -- Until when it goes by what it knows.
  until timestamptz not null
);
grant select, insert, update, delete on server_seat to auterity_engine;
grant select on server_seat to auterity_app;

-- What a server may take of one rate.
create table rate_lease (
  tenant uuid not null references tenant,
  quota text not null,
  span text not null,
  process uuid not null references server_seat on delete cascade,
  leased bigint not null check (leased >= 0),
  -- What counts of it now.
  counted bigint not null check (counted >= 0),
  -- What was refused lately, and how much one call needs that was.
  wanted bigint not null check (wanted >= 0),
  least bigint not null check (least >= 0),
  -- When some of what counts counts no more; null where that is not known.
  frees timestamptz,
  primary key (tenant, quota, span, process)
);
create index on rate_lease (process);
select protect('rate_lease');
grant select, insert, update, delete on rate_lease to auterity_app;
