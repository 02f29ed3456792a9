-- Who counts as having started what a trigger starts: workflow.trigger
alter table run_trigger
  add column changed_by uuid, add column changed_by_name text, add column changed_by_type text,
  add check (num_nonnulls(changed_by, changed_by_name, changed_by_type) in (0, 3));
alter table trigger_start
  add column starter uuid, add column starter_name text, add column starter_type text,
  add check (num_nonnulls(starter, starter_name, starter_type) in (0, 3));
alter table run
  add column starter uuid, add column starter_name text, add column starter_type text;
