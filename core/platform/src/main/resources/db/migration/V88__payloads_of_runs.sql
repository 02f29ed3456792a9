-- Values of carried runs that are too large for what their carrier keeps itself, by their digest;
-- they go with their run: engine.temporal
create table run_payload (
  run uuid not null references run on delete cascade,
  digest bytea not null check (length(digest) = 32),
  tenant uuid not null,
  payload bytea not null,
  primary key (run, digest)
);
select protect('run_payload'), admit_engine('run_payload');
grant select, insert on run_payload to auterity_engine;

-- Those whose executions are looked after.
create index run_carried on run (id) where carrier is not null and finished is null;
