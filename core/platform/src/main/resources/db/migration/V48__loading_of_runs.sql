-- Runs that the server has taken into memory without knowing yet that it survives this:
-- workflow.engine. A row goes when the run has made progress, rests or is over. How far the server
-- had come with it: 2 it was just taken up, 1 it had been alone in memory for long, 0 it is not there.
create table run_load (
  run uuid primary key references run on delete cascade,
  tenant uuid not null,
  phase smallint not null check (phase between 0 and 2),
  exits int not null default 0,  -- ends of a server that had no time to close, with the run in memory
  alone int not null default 0   -- those of them that no other run can have caused
);
select protect('run_load'), admit_engine('run_load');
grant select, insert, update, delete on run_load to auterity_engine;
