-- Triggers that stand in the file of their workflow, where alone they are changed: workflow.trigger
alter table run_trigger add column in_file boolean not null default false;
