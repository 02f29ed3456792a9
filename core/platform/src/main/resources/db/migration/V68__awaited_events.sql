-- Events that runs await: workflow.event

-- A step of a run that awaits an event; gone when it has one, or its run goes.
create table run_wait (
  tenant uuid not null references tenant,
  run uuid not null references run on delete cascade,
  -- Key of the step, e.g. lines[3].paid.
  step text not null,
  type text not null,
  -- Subject of the event; null for any.
  key text,
  primary key (tenant, run, step)
);
create index run_wait_type on run_wait (tenant, type);
select protect('run_wait');
grant select, insert, delete on run_wait to auterity_app;

-- Events of types that workflows await, for steps that begin to wait later.
create table awaited_event (
  tenant uuid not null references tenant,
  id uuid not null,
  type text not null,
  subject text not null,
  at timestamptz not null,
  event bytea not null,
  primary key (tenant, id)
);
create index awaited_event_type on awaited_event (tenant, type, at);
select protect('awaited_event'), admit_engine('awaited_event');
grant select, insert on awaited_event to auterity_app;
grant select, delete on awaited_event to auterity_engine;
