-- Messages to runs: workflow.engine. One is acknowledged when it stands here. The server that carries
-- the run on takes it with the transaction that writes what came of it, so that none is lost and none
-- has an effect twice.
create table run_inbox (
  tenant uuid not null references tenant,
  id uuid not null,
  run uuid not null references run on delete cascade,
  kind text not null,
  -- What in the run it is for, e.g. a step.
  name text,
  -- Tells apart what has one name, e.g. events.
  key text,
  payload bytea,
  by text not null,
  at timestamptz not null,
  -- When it was taken, and why it had no effect then; null while it waits.
  taken timestamptz,
  refused text,
  primary key (tenant, id)
);
create index on run_inbox (run);
create index run_inbox_waiting on run_inbox (run, at, id) where taken is null;
select protect('run_inbox'), admit_engine('run_inbox');
grant select, insert on run_inbox to auterity_app;
grant select, update (taken, refused) on run_inbox to auterity_engine;
