-- What the circuit breakers of servers find out of providers and their offers; the others go by it
-- for a minute: provider.health
create table breaker_change (
  tenant uuid not null references tenant,
  provider text not null,
  -- An offer, a capability, or the provider itself.
  offer text not null,
  process uuid not null,
  kind text not null check (kind in ('opened', 'probing', 'released', 'recovered')),
  -- How long the breaker stays open, and for how long nothing had succeeded when it opened.
  delay_ms bigint not null check (delay_ms between 0 and 30000),
  failing_ms bigint not null check (failing_ms >= 0),
  published timestamptz not null,
  primary key (tenant, provider, offer)
);
create index on breaker_change (tenant, published);
create index on breaker_change (published);
select protect('breaker_change'), admit_engine('breaker_change');
grant select, insert, update, delete on breaker_change to auterity_app;
grant select, update, delete on breaker_change to auterity_engine;

create function tell_breaker_changes() returns trigger
  language plpgsql as $$
begin
  perform pg_notify('auterity_changes', 'health ' || current_tenant());
  return null;
end $$;
create trigger tell after insert on breaker_change
  for each statement execute function tell_breaker_changes();
