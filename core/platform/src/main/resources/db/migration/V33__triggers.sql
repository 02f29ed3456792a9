-- What starts runs by itself: workflow.trigger
create table run_trigger (
  tenant uuid not null references tenant,
  id uuid not null,
  name text not null,
  workflow text not null,
  -- Of the events that it waits for, perhaps with a star at the end; null where it polls.
  type text,
  -- What it calls and how it reads the answer; null where it waits for events.
  poll bytea,
  condition text,
  input bytea not null,
  -- Whoever wrote it last: runs are theirs, under their grants of then.
  principal uuid not null,
  principal_name text not null,
  principal_type text not null,
  created timestamptz not null,
  updated timestamptz not null,
  state text not null check (state in ('active', 'paused', 'stopped')),
  -- How often in a row it could not start what it should have.
  failures int not null default 0,
  problem text,
  problem_at timestamptz,
  -- Of one that polls: when next, until when somebody asks, and what it keeps from one to the next.
  due timestamptz,
  polled timestamptz,
  position text,
  primed boolean not null default false,
  primary key (tenant, id),
  unique (tenant, name),
  check ((type is null) <> (poll is null))
);
create index on run_trigger (due) where due is not null;
select protect('run_trigger'), admit_engine('run_trigger');
grant select, insert, update, delete on run_trigger to auterity_app;
grant select, update on run_trigger to auterity_engine;

-- Each cause starts one run at most, whose id is known before it begins. No key leads to the
-- trigger: what is left of one that is gone is deleted some at a time.
create table trigger_start (
  tenant uuid not null,
  trigger uuid not null,
  cause text not null,
  id uuid not null,
  run uuid not null,
  subject text not null,
  -- Null once it is settled.
  input bytea,
  noted timestamptz not null,
  due timestamptz not null,
  attempts int not null default 0,
  settled timestamptz,
  problem text,
  primary key (tenant, trigger, cause)
);
create index on trigger_start (due) where settled is null;
create index on trigger_start (settled);
create index on trigger_start (tenant, trigger, id);
select protect('trigger_start'), admit_engine('trigger_start');
grant select, insert, update on trigger_start to auterity_app;
grant select, update, delete on trigger_start to auterity_engine;

-- Items that a poll has seen, by the digest of their id.
create table trigger_seen (
  tenant uuid not null,
  trigger uuid not null,
  item text not null,
  last timestamptz not null,
  primary key (tenant, trigger, item)
);
create index on trigger_seen (last);
select protect('trigger_seen'), admit_engine('trigger_seen');
grant select, insert, update on trigger_seen to auterity_app;
grant select, delete on trigger_seen to auterity_engine;
