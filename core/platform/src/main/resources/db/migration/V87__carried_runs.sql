-- Runs that another carrier than the journal carries on: workflow.engine
alter table run
  -- Its name; null for the journal.
  add column carrier text,
  -- Grows with each execution and turn of its carrier: what an older one writes is refused.
  add column fence bigint,
  -- Number of the event up to which others know of it.
  add column published int;

alter table run_inbox
  -- Number of the event up to which the message is taken, which is not public yet.
  add column claimed int;
grant update (claimed) on run_inbox to auterity_engine;
grant insert (carrier) on run to auterity_app;
