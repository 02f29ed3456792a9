-- Background jobs of tenants: platform.job

-- A job waits until it is due; the server that has its lease runs it. What it works on is a row of
-- its kind's own, which the subject names; neither that nor the progress is a secret.
create table job (
  tenant uuid not null references tenant,
  kind text not null,
  subject text not null check (length(subject) between 1 and 400),
  lane text not null default '',
  due timestamptz not null,
  failures int not null default 0 check (failures >= 0),
  -- Since when it has failed in a row.
  failing timestamptz,
  progress text check (length(progress) <= 4096),
  added timestamptz not null,
  -- Counts how often it was added again; a turn ends only what it saw.
  revision int not null default 0,
  -- Of one turn, which ends only under its own.
  lease uuid,
  lease_owner uuid,
  lease_until timestamptz,
  primary key (tenant, kind, subject)
);
create index on job (kind, due);
create index on job (lease_owner) where lease_owner is not null;
select protect('job'), admit_engine('job');
grant select, insert, update, delete on job to auterity_app;
grant select, insert, update (lease, lease_owner, lease_until) on job to auterity_engine;
