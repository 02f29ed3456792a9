-- Who counts as having started it, where that is another than whose it is: workflow.engine
alter table run
  add column starter uuid, add column starter_name text, add column starter_type text;
