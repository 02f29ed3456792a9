-- Triggers whose runs people start by a form: workflow.trigger
alter table run_trigger
  add column form boolean not null default false,
  drop constraint run_trigger_check,
  add check (num_nonnulls(type, poll, cron, webhook) + form::int = 1);
