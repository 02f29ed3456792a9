-- Who counts as having started it: workflow.trigger. What was noted before is not looked at again.
alter table trigger_start
  add column starter uuid, add column starter_name text, add column starter_type text,
  add check (num_nonnulls(starter, starter_name, starter_type) in (0, 3)) not valid;
