-- Triggers whose runs calls from outside start: workflow.trigger.webhook
alter table run_trigger
  -- How calls are verified and answered; null where events, polls or times start its runs.
  add column webhook bytea,
  -- The token of its address, sealed, and by what it is found.
  add column token bytea,
  add column token_sha256 bytea unique,
  drop constraint run_trigger_check,
  add check (num_nonnulls(type, poll, cron, webhook) = 1),
  add check (num_nonnulls(webhook, token, token_sha256) in (0, 3));
