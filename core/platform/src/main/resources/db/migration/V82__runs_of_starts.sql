-- Runs that are there from the transaction that notes their start: workflow.trigger

-- The row of a run is written with its start, queued and due never; it is let begin later.
-- When that was; null where it was accepted when it was created.
alter table run add column accepted timestamptz;
create index run_accepted on run (tenant, workflow, start_key, accepted)
  where start_key is not null and accepted is not null;
grant insert (id, tenant, born, workflow, version, definition_digest, input_digest, principal,
  principal_name, principal_type, door, labels, state, created, due, input, engine, descent,
  starter, starter_name, starter_type) on run to auterity_app;

-- What a server has claimed is free as soon as another term in the seat begins: its epoch.
alter table trigger_start add column claimed bigint;
create index trigger_start_claimed on trigger_start (claimed) where claimed is not null;
alter table run_trigger add column claimed bigint;
create index run_trigger_claimed on run_trigger (claimed) where claimed is not null;
alter table outbox add column claimed bigint;
create index outbox_claimed on outbox (claimed) where claimed is not null;
