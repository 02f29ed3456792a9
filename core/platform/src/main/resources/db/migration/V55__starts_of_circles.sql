-- Starts within an hour that runs of the trigger may have led to have a bound of their own.
alter table run_trigger
  add column circles_in_hour int not null default 0,
  -- The end of the hour in which it has started too many; null when it has not since.
  add column slowed_until timestamptz;

-- Of those that have begun the latest tell whether a run of the trigger is under way.
create index on trigger_start (tenant, trigger, id) where settled is not null and problem is null;
