-- By which others know the server that accepted a run: its link and its callbacks begin with it,
-- whichever server carries it on. Null in rows of before: workflow.registry
alter table run add column address text;
grant insert (address) on run to auterity_app;
