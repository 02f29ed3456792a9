-- Files and batches that callers of the gateway leave here: gateway.file, gateway.batch.

-- What was sent is sealed. A file is seen by its owner alone, and by nobody until it is complete.
create table ai_file (
  id uuid primary key,
  tenant uuid not null references tenant,
  owner uuid not null,
  purpose text not null,
  name text not null,
  bytes bigint not null,
  complete boolean not null,
  created timestamptz not null,
  expires timestamptz not null
);
create index on ai_file (tenant, owner, id);
create index on ai_file (expires);
select protect('ai_file'), admit_engine('ai_file');
grant select, insert, update, delete on ai_file to auterity_app;
grant select, delete on ai_file to auterity_engine;

-- In pieces, so that nobody holds all of one.
create table ai_file_chunk (
  tenant uuid not null references tenant,
  file uuid not null references ai_file on delete cascade,
  number int not null check (number >= 0),
  sealed bytea not null,
  primary key (file, number)
);
alter table ai_file_chunk alter column sealed set storage external;
select protect('ai_file_chunk');
grant select, insert, delete on ai_file_chunk to auterity_app;

-- Whoever has the lease works on a batch, and nobody else.
create table ai_batch (
  id uuid primary key,
  tenant uuid not null references tenant,
  dialect text not null,
  principal uuid not null,
  principal_name text not null,
  principal_type text not null,
  endpoint text not null,
  input_file uuid,
  metadata text,
  labels text,
  output_seconds bigint,
  state text not null check (state in ('validating', 'in_progress', 'finalizing', 'completed',
    'failed', 'expired', 'cancelling', 'cancelled')),
  created timestamptz not null,
  started timestamptz,
  expires timestamptz not null,
  cancelling timestamptz,
  finalizing timestamptz,
  ended timestamptz,
  bytes bigint not null default 0,
  total int not null default 0,
  succeeded int not null default 0,
  failed int not null default 0,
  cancelled int not null default 0,
  expired int not null default 0,
  output_file uuid,
  error_file uuid,
  errors text,
  lease_owner uuid,
  lease_until timestamptz
);
create index on ai_batch (tenant, principal, id);
create index on ai_batch (created) where ended is null;
create index on ai_batch (ended);
select protect('ai_batch'), admit_engine('ai_batch');
grant select, insert, update, delete on ai_batch to auterity_app;
grant select, delete, update (lease_owner, lease_until) on ai_batch to auterity_engine;

-- Sealed is the question until there is an answer, and then the answer.
create table ai_batch_line (
  tenant uuid not null references tenant,
  batch uuid not null references ai_batch on delete cascade,
  number int not null check (number > 0),
  state text not null check (state in ('waiting', 'succeeded', 'failed', 'cancelled', 'expired')),
  attempts int not null default 0,
  due timestamptz not null,
  sealed bytea not null,
  primary key (batch, number)
);
alter table ai_batch_line alter column sealed set storage external;
create index on ai_batch_line (batch, due, number) where state = 'waiting';
select protect('ai_batch_line');
grant select, insert, update, delete on ai_batch_line to auterity_app;
