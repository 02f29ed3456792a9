-- Signals may come before a step of their run awaits them: workflow.engine. Such a message waits and
-- is kept: nobody need be told of it again until a step asks for it.
alter table run_inbox add column kept boolean not null default false;
drop index run_inbox_waiting;
create index run_inbox_waiting on run_inbox (run, at, id) where taken is null and not kept;
create index run_inbox_kept on run_inbox (run, name, at, id) where taken is null;
grant update (kept) on run_inbox to auterity_engine;
