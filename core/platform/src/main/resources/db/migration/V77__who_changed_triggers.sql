-- Who counts as having started what a trigger starts: workflow.trigger
alter table run_trigger
  add column changed_by uuid, add column changed_by_name text, add column changed_by_type text,
  add check (num_nonnulls(changed_by, changed_by_name, changed_by_type) in (0, 3));
