-- When a run that only waits is to be taken up: workflow.engine. Null while a server has it in memory,
-- and of what an older server left waiting: a start takes it up then. Far off where a run waits for a
-- person alone.
alter table run add column due timestamptz;
create index run_due on run (due, id) where due is not null;
