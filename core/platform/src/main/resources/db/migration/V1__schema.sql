-- The schema of the first version: what each table is, once, and the package that works on it.
-- Databases have been made by it, so it never changes; a later migration changes what it made.
--
-- Rules that hold for every migration, and that a test checks:
--   a table with a column "tenant" calls protect(…), so that auterity_app sees one tenant at a time;
--   a table that auterity_engine works on calls admit_engine(…);
--   every right is granted by name.

-- Isolation: every migration ----------------------------------------------------------------------

-- The tenant of this transaction; null outside of one, and then no row is seen.
create function current_tenant() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('auterity.tenant', true), '')::uuid;

-- Confines auterity_app to the rows of the current tenant. Later migrations call it too.
create function protect(relation regclass, tenant_column name default 'tenant') returns void
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security, force row level security', relation);
  execute format(
    'create policy tenant on %1$s to auterity_app using (%2$I = current_tenant()) with check (%2$I = current_tenant())',
    relation, tenant_column);
end $$;

-- Lets auterity_engine see the rows of all tenants; what it may do with them is granted apart.
create function admit_engine(relation regclass) returns void
  language plpgsql as $$
begin
  execute format('create policy engine on %s to auterity_engine using (true) with check (true)', relation);
end $$;

revoke all on function protect(regclass, name), admit_engine(regclass) from public;
grant usage on schema public to auterity_app, auterity_engine;

-- Day partitions: platform.database ---------------------------------------------------------------

-- What kind of record a table holds says how long it is kept: a setting of the process has the days.
create table day_partitioned (
  relation regclass primary key,
  retention text not null check (retention in ('decisions', 'captures', 'runs'))
);

-- The name of a table's partition for one day.
create function day_partition_name(relation regclass, day date) returns name
  language sql stable
  return (select c.relname || '_' || to_char(day, 'YYYYMMDD') from pg_class c where c.oid = relation);

-- Creates the partitions of a table for a span of days. Rights stay on the parent alone: a partition
-- has row-level security without a policy, so that nobody can go around the parent. It is attached
-- when it is complete: a partition that is created in its place would wait for every reader of the
-- parent, and keep all others waiting behind it.
create function ensure_day_partitions(relation regclass, first date, last date) returns int
  language plpgsql as $$
declare
  day date;
  partition name;
  made int := 0;
begin
  for day in select generate_series(first, last, interval '1 day')::date loop
    partition := day_partition_name(relation, day);
    if to_regclass(format('public.%I', partition)) is null then
      execute format('create table public.%I (like %s including defaults including constraints including generated including storage)',
        partition, relation);
      execute format('alter table public.%I enable row level security, force row level security', partition);
      execute format('alter table %s attach partition public.%I for values from (%L) to (%L)',
        relation, partition, day, day + 1);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

-- Puts a table that is partitioned by range of a date under the daily job.
create function keep_by_day(relation regclass, retention text) returns void
  language plpgsql as $$
declare
  today date := (now() at time zone 'UTC')::date;
begin
  insert into day_partitioned values (relation, retention);
  perform ensure_day_partitions(relation, today - 1, today + 7);
end $$;

-- The daily job: creates the partitions around a day for every such table.
create function create_day_partitions(today date) returns int
  language sql security definer set search_path = pg_catalog, public set lock_timeout = '2s'
  return (select coalesce(sum(ensure_day_partitions(relation, today - 1, today + 7)), 0)::int
          from day_partitioned);

-- The daily job: drops the partitions of the days before one, but for the days that are still needed.
create function drop_day_partitions(expired text, before date, needed date[]) returns int
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  old regclass;
  dropped int := 0;
begin
  set local lock_timeout = '2s';
  for old in
    with part as materialized (  -- Only names of partitions end with a day.
      select i.inhrelid::regclass as relation, right(c.relname, 8) as day
      from day_partitioned d
      join pg_inherits i on i.inhparent = d.relation
      join pg_class c on c.oid = i.inhrelid
      where d.retention = expired)
    select relation from part
    where to_date(day, 'YYYYMMDD') < before and to_date(day, 'YYYYMMDD') <> all (needed)
  loop
    execute format('drop table %s', old);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

revoke all on function
  ensure_day_partitions(regclass, date, date),
  keep_by_day(regclass, text),
  create_day_partitions(date),
  drop_day_partitions(text, date, date[])
from public;
grant execute on function create_day_partitions(date), drop_day_partitions(text, date, date[])
  to auterity_engine;

-- Tenants and access: control.access --------------------------------------------------------------

create table tenant (
  id uuid primary key,
  name text not null unique,
  created timestamptz not null
);
select protect('tenant', 'id'), admit_engine('tenant');
grant select on tenant to auterity_app;
grant select, insert on tenant to auterity_engine;

create table api_key (
  id uuid primary key,
  tenant uuid not null references tenant,
  name text not null,
  secret_sha256 bytea not null unique,
  roles text[] not null,
  created timestamptz not null,
  expires timestamptz,
  revoked timestamptz,
  last_used timestamptz,
  -- Grants beside the roles, as patterns over capabilities and actions.
  allow text[] not null default '{}',
  deny text[] not null default '{}',
  unique (tenant, name)
);
select protect('api_key'), admit_engine('api_key');
grant select, insert, update on api_key to auterity_app;
grant select, insert, update on api_key to auterity_engine;

create table console_session (
  token_sha256 bytea primary key,
  tenant uuid not null references tenant,
  api_key uuid not null references api_key,
  created timestamptz not null,
  expires timestamptz not null
);
create index on console_session (expires);
select protect('console_session'), admit_engine('console_session');
grant select, insert, update (expires), delete on console_session to auterity_app;
grant select, insert, delete on console_session to auterity_engine;

create table one_time_code (
  code_sha256 bytea primary key,
  tenant uuid not null references tenant,
  api_key uuid not null references api_key,
  created timestamptz not null,
  expires timestamptz not null
);
create index on one_time_code (expires);
select protect('one_time_code'), admit_engine('one_time_code');
grant select, insert on one_time_code to auterity_app;
grant select, insert, delete on one_time_code to auterity_engine;

-- Declarative resources: platform.resource --------------------------------------------------------

-- Each change is a new version, the head is the latest.
create table resource (
  tenant uuid not null references tenant,
  kind text not null,
  id text not null,
  version int not null check (version > 0),
  spec text not null,
  created timestamptz not null,
  deleted boolean not null default false,
  primary key (tenant, kind, id, version)
);
select protect('resource'), admit_engine('resource');
grant select, insert on resource to auterity_app;
grant select on resource to auterity_engine;

create view resource_head with (security_invoker = true) as
  select distinct on (tenant, kind, id) *
  from resource
  order by tenant, kind, id, version desc;
grant select on resource_head to auterity_app, auterity_engine;

-- Documents of embedded connectors: platform.provider ---------------------------------------------

create table document (
  tenant uuid not null references tenant,
  provider text not null,
  collection text not null,
  id text not null,
  position bigint generated always as identity,
  body jsonb not null,
  primary key (tenant, provider, collection, id)
);
create unique index on document (tenant, provider, collection, position);
select protect('document');
grant select, insert, update, delete on document to auterity_app;

create table document_key (
  tenant uuid not null,
  provider text not null,
  collection text not null,
  name text not null,
  value text not null,
  id text not null,
  primary key (tenant, provider, collection, name, value),
  foreign key (tenant, provider, collection, id) references document on delete cascade
);
create index on document_key (tenant, provider, collection, id);
select protect('document_key');
grant select, insert, update, delete on document_key to auterity_app;

create table document_sequence (
  tenant uuid not null references tenant,
  provider text not null,
  name text not null,
  last bigint not null,
  primary key (tenant, provider, name)
);
select protect('document_sequence');
grant select, insert, update on document_sequence to auterity_app;

-- Secrets: platform.secret ------------------------------------------------------------------------

-- Versioned ciphertext.
create table secret (
  tenant uuid not null references tenant,
  name text not null,
  version int not null check (version > 0),
  key_id int not null,
  ciphertext bytea not null,
  created timestamptz not null,
  primary key (tenant, name, version)
);
create index on secret (key_id);
select protect('secret'), admit_engine('secret');
grant select, insert, delete on secret to auterity_app;
grant select, update on secret to auterity_engine;

-- Audit: platform.audit ---------------------------------------------------------------------------

-- Canonical bytes by sequence, never changed; it outlives its tenant.
create table audit_entry (
  tenant uuid not null,
  sequence bigint not null check (sequence >= 0),
  bytes bytea not null,
  primary key (tenant, sequence)
);
select protect('audit_entry'), admit_engine('audit_entry');
grant select, insert on audit_entry to auterity_app, auterity_engine;

-- One writer at a time for each log, so that its entries have no gap and none waits for a number.
create function lock_audit(owner uuid) returns void
  language sql volatile
  return pg_advisory_xact_lock(hashtextextended('audit ' || owner, 0));

-- Appends an entry in the transaction of the change that it tells of.
create function append_audit(owner uuid, entry bytea) returns bigint
  language plpgsql volatile as $$
declare
  place bigint;
begin
  perform lock_audit(owner);
  insert into audit_entry (tenant, sequence, bytes)
    select owner, coalesce(max(sequence) + 1, 0), entry from audit_entry where tenant = owner
    returning sequence into place;
  return place;
end $$;

revoke all on function lock_audit(uuid), append_audit(uuid, bytea) from public;
grant execute on function lock_audit(uuid), append_audit(uuid, bytea) to auterity_app, auterity_engine;

create function refuse_change() returns trigger
  language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on audit_entry
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on audit_entry
  for each statement execute function refuse_change();

-- Outbox: platform.outbox -------------------------------------------------------------------------

-- Events written with the change they tell of.
create table outbox (
  id uuid primary key,
  tenant uuid not null,
  event bytea not null,
  attempts int not null default 0,
  due timestamptz not null
);
create index on outbox (due);
select protect('outbox'), admit_engine('outbox');
grant insert on outbox to auterity_app;
grant select, insert, update, delete on outbox to auterity_engine;

-- Idempotency keys of the control plane: server.idempotency ---------------------------------------

create table idempotency (
  tenant uuid not null references tenant,
  key text not null,
  request_sha256 bytea not null,
  use uuid not null,
  response bytea,
  created timestamptz not null,
  expires timestamptz not null,
  primary key (tenant, key)
);
create index on idempotency (expires);
select protect('idempotency'), admit_engine('idempotency');
grant select, insert, update, delete on idempotency to auterity_app;
grant select, delete on idempotency to auterity_engine;

-- Limits: relay.ledger ----------------------------------------------------------------------------

-- What of a limit is spent or may be: the whole of each open slice and what each closed one settled.
create table ledger_window (
  tenant uuid not null references tenant,
  kind text not null,
  limit_id text not null,
  window_start timestamptz not null,
  leased bigint not null default 0 check (leased >= 0),
  primary key (tenant, kind, limit_id, window_start)
);
select protect('ledger_window');
grant select, insert, update on ledger_window to auterity_app;

-- What one process has leased in one window; open after a crash, it counts as spent.
create table ledger_slice (
  id uuid primary key,
  tenant uuid not null references tenant,
  kind text not null,
  limit_id text not null,
  window_start timestamptz not null,
  process uuid not null,
  amount bigint not null check (amount >= 0),
  opened timestamptz not null,
  settled bigint check (settled <= amount),
  overrun bigint,
  closed timestamptz,
  foreign key (tenant, kind, limit_id, window_start) references ledger_window
);
create index on ledger_slice (tenant) where closed is null;
select protect('ledger_slice');
grant select, insert, update on ledger_slice to auterity_app;

-- Writes under way: relay.attempt -----------------------------------------------------------------

-- A write to a vendor that takes no idempotency key is noted before it is sent. A second call under
-- the same key finds the note, and is in doubt instead of writing again.
create table dispatched (
  tenant uuid not null references tenant,
  key text not null,
  decision uuid not null,
  capability text not null,
  provider text not null,
  at timestamptz not null,
  primary key (tenant, key)
);
create index on dispatched (at);
select protect('dispatched'), admit_engine('dispatched');
grant select, insert, update, delete on dispatched to auterity_app;
grant select, delete on dispatched to auterity_engine;

-- Decisions: relay.decision and relay.capture -----------------------------------------------------

create table decision (
  born date not null,
  id uuid not null,
  tenant uuid not null,
  run uuid,
  step text,
  round smallint not null,
  capability text not null,
  provider text,
  marks text not null,
  outcome text not null,
  code text,
  failover boolean not null,
  injected boolean not null,
  attempts smallint not null,
  began timestamptz not null,
  took_us bigint not null,
  cost bigint not null,
  currency text not null,
  door text not null,
  principal text not null,
  road text not null,
  body bytea not null,
  -- In the order in which a tenant's list is read.
  primary key (born, tenant, id)
) partition by range (born);
-- Its bytes are compact already.
alter table decision alter column body set storage external;
create index on decision (tenant, provider, born, id);
create index on decision (run, id) where run is not null;
select protect('decision'), admit_engine('decision');
grant select on decision to auterity_app;
grant select, insert on decision to auterity_engine;
select keep_by_day('decision', 'decisions');

-- The attempts of runs, so that a run's figures need not read every decision.
create table attempt (
  born date not null,
  decision uuid not null,
  number smallint not null,
  tenant uuid not null,
  run uuid not null,
  step text not null,
  provider text not null,
  failed boolean not null,
  injected boolean not null,
  began timestamptz not null,
  took_us bigint not null,
  primary key (born, decision, number)
) partition by range (born);
create index on attempt (run);
select protect('attempt'), admit_engine('attempt');
grant select on attempt to auterity_app;
grant select, insert on attempt to auterity_engine;
select keep_by_day('attempt', 'decisions');

-- The configuration that decisions of a day were made by, once for each day, under its digest.
create table decision_config (
  born date not null,
  tenant uuid not null,
  digest text not null,
  body bytea not null,
  primary key (born, tenant, digest)
) partition by range (born);
select protect('decision_config'), admit_engine('decision_config');
grant select on decision_config to auterity_app;
grant select, insert on decision_config to auterity_engine;
select keep_by_day('decision_config', 'decisions');

-- Prompts and answers of the calls whose route says so, sealed; null and a note where that failed.
create table captured_content (
  born date not null,
  decision uuid not null,
  tenant uuid not null,
  capture text not null,
  note text,
  sealed bytea,
  primary key (born, decision)
) partition by range (born);
-- Its bytes are packed and encrypted already.
alter table captured_content alter column sealed set storage external;
select protect('captured_content'), admit_engine('captured_content');
grant select on captured_content to auterity_app;
grant select, insert on captured_content to auterity_engine;
select keep_by_day('captured_content', 'captures');

-- Runs and their journal: workflow ----------------------------------------------------------------

-- Definitions that runs go by, by digest, so that a run ends with the version it began with.
create table workflow_definition (
  tenant uuid not null references tenant,
  digest bytea not null,
  spec bytea not null,
  created timestamptz not null,
  primary key (tenant, digest)
);
select protect('workflow_definition'), admit_engine('workflow_definition');
grant select, insert on workflow_definition to auterity_app;
grant select on workflow_definition to auterity_engine;

create table run (
  id uuid primary key,
  tenant uuid not null references tenant,
  born date not null,
  workflow text not null,
  version int not null,
  definition_digest bytea not null,
  input_digest bytea not null,
  principal uuid not null,
  principal_name text not null,
  principal_type text not null,
  door text not null,
  labels text not null,
  state text not null check (state in ('queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled')),
  created timestamptz not null,
  started timestamptz,
  finished timestamptz,
  input bytea not null,
  engine int not null,  -- version of the rules by which its journal is read
  output bytea,
  failure bytea,
  progress bytea
) with (fillfactor = 80);
create index run_by_creation on run (tenant, created, id);
create index run_unfinished on run (tenant, workflow, input_digest) where finished is null;
create index run_by_birth on run using brin (born);
select protect('run'), admit_engine('run');
grant select on run to auterity_app;
grant select, insert, update, delete on run to auterity_engine;

-- Every completion is a row; the state of a run is their fold. The payload is JSON with a format
-- version. A run's rows are written in the order of seq by one connection.
create table run_event (
  born date not null,
  run uuid not null,
  seq int not null,
  tenant uuid not null,
  node int not null,
  path int[] not null,
  round smallint not null,
  kind smallint not null,
  payload bytea not null,
  at timestamptz not null,
  primary key (born, run, seq)
) partition by range (born);
select keep_by_day('run_event', 'runs');
select protect('run_event'), admit_engine('run_event');
grant select on run_event to auterity_app;
grant select, insert, delete on run_event to auterity_engine;

-- Rows of a journal that could not be read and were set aside, so that the run could go on. They are
-- kept as evidence as long as the run; of one that was missing, the number alone is known.
create table run_event_aside (
  run uuid not null references run on delete cascade,
  seq int not null,
  tenant uuid not null,
  node int,
  path int[],
  round smallint,
  kind smallint,
  payload bytea,
  at timestamptz,
  moved timestamptz not null,
  moved_by text not null,
  reason text not null,
  primary key (run, seq)
);
select protect('run_event_aside'), admit_engine('run_event_aside');
grant select on run_event_aside to auterity_app;
grant select, insert, delete on run_event_aside to auterity_engine;
