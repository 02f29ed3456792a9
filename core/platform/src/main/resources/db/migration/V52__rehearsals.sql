-- Providers that are taken away from some calls for a while: relay.rehearsal. They are kept as long
-- as decisions, from which it is counted what became of the calls.
create table rehearsal (
  id uuid primary key,
  tenant uuid not null references tenant,
  provider text not null,
  fault text not null check (fault in ('unavailable', 'silent')),
  -- Whose calls it is taken from; null for those that carry its label.
  run uuid,
  -- Who began it.
  named text not null,
  began timestamptz not null,
  until timestamptz not null,
  -- Before that, and what ended it.
  ended timestamptz,
  why text check (why in ('asked', 'outage'))
);
create index on rehearsal (tenant, began);
create index on rehearsal (until);
select protect('rehearsal'), admit_engine('rehearsal');
grant select, insert, update on rehearsal to auterity_app;
grant select, delete on rehearsal to auterity_engine;

create trigger tell after insert or update on rehearsal
  for each row execute function tell_tenants_change('rehearsal');
