-- Limits of starts: workflow.engine

-- Values by which a run counts for the rate of its workflow's starts, and by which it waits until
-- no other one of the same value comes; null where there is no such limit.
alter table run add column start_key text, add column settle_key text;
create index run_started on run (tenant, workflow, start_key, created) where start_key is not null;
create index run_settling on run (tenant, workflow, settle_key, created, id)
  where settle_key is not null;
create index run_unsettled on run (tenant, workflow)
  where settle_key is not null and finished is null and state = 'queued';
