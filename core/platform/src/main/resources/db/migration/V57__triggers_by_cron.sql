-- Triggers that start runs at times: workflow.trigger.schedule
alter table run_trigger
  -- Null where it waits for events or polls.
  add column cron text,
  add column zone text,
  -- What becomes of times at which no server was there: skip, last or all.
  add column missed text,
  -- Until when its times have started runs, or were missed.
  add column fired timestamptz,
  drop constraint run_trigger_check,
  add check (num_nonnulls(type, poll, cron) = 1),
  add check (num_nonnulls(cron, zone, missed, fired) in (0, 4));
