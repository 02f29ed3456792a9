-- Runs and their journal.

-- Definitions that runs go by, by digest, so that a run ends with the version it began with.
create table workflow_definition (
  tenant uuid not null references tenant,
  digest bytea not null,
  spec bytea not null,
  created timestamptz not null,
  primary key (tenant, digest)
);
select protect('workflow_definition'), admit_engine('workflow_definition');
grant select, insert on workflow_definition to auterity_app;
grant select on workflow_definition to auterity_engine;

create table run (
  id uuid primary key,
  tenant uuid not null references tenant,
  born date not null,
  workflow text not null,
  version int not null,
  definition_digest bytea not null,
  input_digest bytea not null,
  principal uuid not null,
  principal_name text not null,
  principal_type text not null,
  door text not null,
  labels text not null,
  state text not null check (state in ('queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled')),
  created timestamptz not null,
  started timestamptz,
  finished timestamptz,
  input bytea not null,
  engine int not null,  -- version of the rules by which its journal is read
  output bytea,
  failure bytea,
  progress bytea
) with (fillfactor = 80);
create index run_by_creation on run (tenant, created, id);
create index run_unfinished on run (tenant, workflow, input_digest) where finished is null;
create index run_by_birth on run using brin (born);
select protect('run'), admit_engine('run');
grant select on run to auterity_app;
grant select, insert, update, delete on run to auterity_engine;

-- Every completion is a row; the state of a run is their fold. The payload is JSON with a format
-- version. A run's rows are written in the order of seq by one connection.
create table run_event (
  born date not null,
  run uuid not null,
  seq int not null,
  tenant uuid not null,
  node int not null,
  path int[] not null,
  round smallint not null,
  kind smallint not null,
  payload bytea not null,
  at timestamptz not null,
  primary key (born, run, seq)
) partition by range (born);
select keep_by_day('run_event', 'runs');
select protect('run_event'), admit_engine('run_event');
grant select on run_event to auterity_app;
grant select, insert, delete on run_event to auterity_engine;

-- Rows of a journal that could not be read and were set aside, so that the run could go on. They are
-- kept as evidence as long as the run; of one that was missing, the number alone is known.
create table run_event_aside (
  run uuid not null references run on delete cascade,
  seq int not null,
  tenant uuid not null,
  node int,
  path int[],
  round smallint,
  kind smallint,
  payload bytea,
  at timestamptz,
  moved timestamptz not null,
  moved_by text not null,
  reason text not null,
  primary key (run, seq)
);
select protect('run_event_aside'), admit_engine('run_event_aside');
grant select on run_event_aside to auterity_app;
grant select, insert, delete on run_event_aside to auterity_engine;
