-- What was used of each limit by the hour, for forecasts, kept for some weeks: relay.ledger

create table ledger_hour (
  tenant uuid not null references tenant,
  kind text not null,
  limit_id text not null,
  hour timestamptz not null,
  -- What was told in it; less than nothing when more was given back than taken.
  used bigint not null,
  primary key (tenant, kind, limit_id, hour)
);
select protect('ledger_hour');
grant select, insert, update, delete on ledger_hour to auterity_app;
