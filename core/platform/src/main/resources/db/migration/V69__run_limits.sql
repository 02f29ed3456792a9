-- Limits of runs at once: workflow.engine

-- Value by which a run counts for the limit of its workflow; null where that has none.
alter table run add column limit_key text;
create index run_limited on run (tenant, workflow, limit_key, created, id)
  where finished is null and limit_key is not null;
