-- Runs that go again from a step: workflow.engine

-- How often a run was reopened.
alter table run add column round int not null default 0;
