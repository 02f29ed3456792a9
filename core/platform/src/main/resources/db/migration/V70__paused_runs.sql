-- Runs that are paused: workflow.engine

-- Since when a run is paused, and who asked for it; null when it goes on.
alter table run add column paused timestamptz;
alter table run add column paused_by text;
