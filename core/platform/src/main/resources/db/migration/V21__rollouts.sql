-- How far routes have gone over to new offers: relay.rollout

-- Of each route the form that was applied last; all servers go by it.
create table rollout (
  tenant uuid not null references tenant,
  route text not null,
  version int not null,
  -- One more with each change of what follows.
  revision bigint not null,
  -- Counts are of one; another begins when a rollout that was stopped goes on.
  round int not null,
  step int not null check (step >= 0),
  since timestamptz not null,
  state text not null check (state in ('running', 'paused', 'stopped')),
  why text,
  -- Who paused or stopped it; null where it stopped by itself.
  named text,
  primary key (tenant, route)
);
select protect('rollout');
grant select, insert, update on rollout to auterity_app;

-- Servers hear of each change: platform.database.ChangeFeed.
create trigger tell after insert or update on rollout
  for each row execute function tell_tenants_change('rollout');

-- What each process has counted of a round, in all.
create table rollout_count (
  tenant uuid not null references tenant,
  route text not null,
  process uuid not null,
  version int not null,
  round int not null,
  -- The step that was in force, of which the judged are.
  step int not null,
  judged int not null,
  fresh_ended bigint not null,
  fresh_failed bigint not null,
  fresh_nanos double precision not null,
  fresh_cost double precision not null,
  old_ended bigint not null,
  old_failed bigint not null,
  old_nanos double precision not null,
  old_cost double precision not null,
  copies int not null,
  answered int not null,
  compared int not null,
  agreed int not null,
  likeness double precision not null,
  currency text not null,
  primary key (tenant, route, process)
);
select protect('rollout_count');
grant select, insert, update, delete on rollout_count to auterity_app;
