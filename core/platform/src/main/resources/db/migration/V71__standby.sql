-- Servers that stand by: workflow.seat

-- One row: of the servers on this database, the one that carries on runs. Times are of the clock of
-- the database.
create table engine_seat (
  id int primary key default 1 check (id = 1),
  -- Null while the seat is vacant.
  server uuid,
  host text not null,
  -- Grows with each change of hands; what is committed under an earlier one is refused.
  epoch bigint not null,
  until timestamptz not null,
  -- Of the engine's rules, as the last server in the seat knew them.
  version int not null
);
insert into engine_seat (host, epoch, until, version) values ('', 0, now(), 0);
grant select, update on engine_seat to auterity_engine;

-- Runs that a server without the seat has accepted, until the one that has it takes them up.
create table run_arrival (
  run uuid primary key references run on delete cascade,
  tenant uuid not null references tenant
);
create index on run_arrival (tenant);
select protect('run_arrival'), admit_engine('run_arrival');
grant select, insert, delete on run_arrival to auterity_engine;
