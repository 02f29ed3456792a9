-- What servers share of the rates of vendors: platform.rate

-- Requests that a server may send to a host with a credential; they count until a span after.
create table rate_grant (
  tenant uuid not null references tenant,
  id uuid not null,
  credential text not null,
  host text not null,
  amount int not null check (amount >= 0),
  send_until timestamptz not null,
  counts_until timestamptz not null,
  primary key (tenant, id)
);
create index on rate_grant (tenant, credential, host, send_until);
select protect('rate_grant');
grant select, insert, update, delete on rate_grant to auterity_app;

-- Until when a vendor wants to be left alone.
create table rate_rest (
  tenant uuid not null references tenant,
  credential text not null,
  host text not null,
  until timestamptz not null,
  primary key (tenant, credential, host)
);
select protect('rate_rest');
grant select, insert, update, delete on rate_rest to auterity_app;
create trigger tell after insert or update on rate_rest
  for each row execute function tell_tenants_change('rest');
