-- The delivery that an event came of, as it is written; null where that is another's:
-- workflow.trigger
alter table trigger_start add column delivery text;
create index on trigger_start (tenant, delivery) where delivery is not null;
