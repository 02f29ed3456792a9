-- Triggers that have led to a run, the first one first: so none starts itself by way of others.
alter table run add column descent text;
alter table trigger_start add column descent text;

-- Starts since an hour began; too many stop a trigger.
alter table run_trigger add column hour timestamptz;
alter table run_trigger add column in_hour int not null default 0;

-- Starts are claimed tenant by tenant, and counted by trigger.
drop index trigger_start_due_idx;
create index on trigger_start (tenant, due) where settled is null;
create index on trigger_start (tenant, trigger) where settled is null;
