-- Runs that steps of other runs start: workflow.engine. The end of such a run stands in the inbox of
-- its parent with the transaction that ends it.
alter table run add column parent uuid, add column parent_step text, add column depth int not null default 0;
create index on run (parent) where parent is not null;
grant insert on run_inbox to auterity_engine;
