set role auterity_owner;

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

create table flyway_schema_history (installed_rank integer not null, version character varying(50), description character varying(200) not null, type character varying(20) not null, script character varying(1000) not null, checksum integer, installed_by character varying(100) not null, installed_on timestamp without time zone default now() not null, execution_time integer not null, success boolean not null);
alter table flyway_schema_history add constraint flyway_schema_history_pk PRIMARY KEY (installed_rank);
CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success);
select ensure_day_partitions(relation, '2026-11-21', '2026-11-21') from day_partitioned;

reset role;

insert into attempt (born, decision, number, tenant, run, step, provider, failed, injected, began, took_us) overriding system value values
  ('2026-11-21', '01a1ffa9-c36b-7bc9-a460-2148ebb4e1aa', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c2ff-7ae2-b88f-ef7bb04a0bfc', 'all[0].mask', 'masking', 'false', 'false', '2026-11-21 19:51:18.125104+00', '8093'),
  ('2026-11-21', '01a1ffa9-c381-7cf9-b64e-1e504bb9eff4', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c2ff-7ae2-b88f-ef7bb04a0bfc', 'all[1].mask', 'masking', 'false', 'false', '2026-11-21 19:51:18.146942+00', '6438'),
  ('2026-11-21', '01a1ffa9-c470-75d6-bd9d-5205d9a441e9', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c456-702f-ba66-bb7f98f5aaff', 'issue', 'tracking', 'true', 'false', '2026-11-21 19:51:18.388462+00', '340'),
  ('2026-11-21', '01a1ffa9-c4cd-79af-a26c-a76e8133fa0a', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', 'all[0].mask', 'masking', 'false', 'false', '2026-11-21 19:51:18.48009+00', '22755'),
  ('2026-11-21', '01a1ffa9-c4f0-73d7-bb89-7a97c87d3163', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', 'all[1].mask', 'masking', 'false', 'false', '2026-11-21 19:51:18.513826+00', '21864'),
  ('2026-11-21', '01a1ffa9-c605-76b6-b2e0-61acba6367ec', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', 'all[0].mask', 'masking', 'false', 'false', '2026-11-21 19:51:18.79368+00', '6018'),
  ('2026-11-21', '01a1ffa9-c612-7a5a-b79d-b2ad0075f3f7', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', 'all[1].mask', 'masking', 'false', 'false', '2026-11-21 19:51:18.803265+00', '4551'),
  ('2026-11-21', '01a1ffa9-c696-753d-aa80-672144ae62db', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c67b-7da4-9527-f5955a51402f', 'all[0].mask', 'masking', 'false', 'false', '2026-11-21 19:51:18.935091+00', '2091'),
  ('2026-11-21', '01a1ffa9-c69e-74f5-bd24-3ff3ee3f222d', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c67b-7da4-9527-f5955a51402f', 'all[1].mask', 'masking', 'false', 'false', '2026-11-21 19:51:18.942755+00', '1723'),
  ('2026-11-21', '01a1ffa9-c6bc-73da-88d3-7088f965a1f2', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c6b9-7963-8fa0-db466af4eeb9', 'all[0].mask', 'masking', 'false', 'false', '2026-11-21 19:51:18.972903+00', '1762'),
  ('2026-11-21', '01a1ffa9-c6c0-7be0-ae5e-ce8ba759ff65', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c6b9-7963-8fa0-db466af4eeb9', 'all[1].mask', 'masking', 'false', 'false', '2026-11-21 19:51:18.976741+00', '6267');

insert into audit_entry (tenant, sequence, bytes) overriding system value values
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '0', E'\\x7b22616374696f6e223a226f70657261746f723a74656e616e742e637265617465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31362e3139393537335a222c2264657461696c73223a7b226166746572223a227368613235363a37396630373661626464313961373532646237323637626666663266393032323136316431323064656139313966646163613266666466633234636138633936227d2c226964223a2230316131666661392d626265372d373565392d613062312d306661346364396239323964222c226e616d65223a226f70657261746f72222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230303030303030302d303030302d303030302d303030302d303030303030303030303031222c2272657175657374223a22504f5354202f6170692f76312f74656e616e7473222c22746172676574223a2274656e616e742f6b657074227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '1', E'\\x7b22616374696f6e223a226f70657261746f723a74656e616e742e637265617465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31362e3230343536325a222c2264657461696c73223a7b226166746572223a227368613235363a31303963396332366265343430646138613132636532336561366664316530626665636439306134333735303837666435373838626236343333376131653738227d2c226964223a2230316131666661392d626265632d373761332d383331652d333064633663663433646436222c226e616d65223a226f70657261746f72222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230303030303030302d303030302d303030302d303030302d303030303030303030303031222c2272657175657374223a22504f5354202f6170692f76312f74656e616e7473222c22746172676574223a226b65792f6b65795f3031613166666139626264313730316162306261323465306266303432333865227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7365637265742e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31362e3334373239335a222c2264657461696c73223a7b226166746572223a2276657273696f6e2031227d2c226964223a2230316131666661392d626337622d373066622d613030652d663038666666333061643635222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22505554202f6170692f76312f736563726574732f76656e646f72222c22746172676574223a227365637265742f76656e646f72227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '3', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7365637265742e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31362e3337393138325a222c2264657461696c73223a7b226166746572223a2276657273696f6e2032222c226265666f7265223a2276657273696f6e2031227d2c226964223a2230316131666661392d626339622d373733642d616338392d663661313233336430336232222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22505554202f6170692f76312f736563726574732f76656e646f72222c22746172676574223a227365637265742f76656e646f72227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '4', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7265736f757263652e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3032373335375a222c2264657461696c73223a7b226166746572223a227368613235363a32626265613535313065386534346264623561333033333233316364306332663461386231633538353236363062626166326233396163306332626662356165227d2c226964223a2230316131666661392d626632332d373963652d383037332d643331356362346330663262222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f6170706c79222c22746172676574223a2270726f76696465722f6d61736b696e67227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '5', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7265736f757263652e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3032373439375a222c2264657461696c73223a7b226166746572223a227368613235363a35366362343530316433326361613662396432343362316239396466383637646437353037306437383866343665363930613561353930386537346630643331227d2c226964223a2230316131666661392d626632332d373439612d386131352d396337653737386166633263222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f6170706c79222c22746172676574223a2270726f76696465722f74616c6b696e67227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '6', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7265736f757263652e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3032373532395a222c2264657461696c73223a7b226166746572223a227368613235363a64356237653961663434646539653964353733356432333735303337336330646261373630396331336366616463363931303135666637356565633937333637227d2c226964223a2230316131666661392d626632332d373434362d396364362d653034373663646266393838222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f6170706c79222c22746172676574223a2270726f76696465722f747261636b696e67227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '7', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7265736f757263652e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3032383037345a222c2264657461696c73223a7b226166746572223a227368613235363a39323566373539383962343430303138646530323733626231623439663130623034633631386332313762356331626439643830643539663834623532656662227d2c226964223a2230316131666661392d626632342d373365642d396466382d326434336166613338656232222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f6170706c79222c22746172676574223a22726f7574652f6b657074227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '8', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7265736f757263652e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3032383132385a222c2264657461696c73223a7b226166746572223a227368613235363a36313037636265656531306239656364326261363766393134313032646337353435616230333833363737333837353166656634386236383638613934613235227d2c226964223a2230316131666661392d626632342d373361392d616166342d333163383566303032303965222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f6170706c79222c22746172676574223a22726f7574652f736d616c6c227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '9', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7265736f757263652e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3032383135395a222c2264657461696c73223a7b226166746572223a227368613235363a65306531626538363533636163386634333932343835626263303438376333353234336661356463353031656339666261656638363536643635363662376261227d2c226964223a2230316131666661392d626632342d376466322d616235652d346235383738336332333332222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f6170706c79222c22746172676574223a227072696365732f6c697374227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '10', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7265736f757263652e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3032383138345a222c2264657461696c73223a7b226166746572223a227368613235363a39376433616565633964643266353935653539626333333566653564323563376165646535303764623566323933636466303564356563373438633634313938227d2c226964223a2230316131666661392d626632342d376537362d383764622d333439663836313030623665222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f6170706c79222c22746172676574223a226275646765742f616c6c227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '11', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7265736f757263652e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3032383230385a222c2264657461696c73223a7b226166746572223a227368613235363a33626364333137626239633436386537653932653462316630373535303863353230363265396231363765336162396539396331373838363565633461393034227d2c226964223a2230316131666661392d626632342d373762612d613833392d343532303737386536326638222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f6170706c79222c22746172676574223a2271756f74612f63616c6c73227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '12', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7265736f757263652e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3032383233305a222c2264657461696c73223a7b226166746572223a227368613235363a37323230636431326538316562623062333032623566393763373439353434646161333839643634623262626265313438383264333333666430366462313062227d2c226964223a2230316131666661392d626632342d373434392d626539612d323464383061646231363665222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f6170706c79222c22746172676574223a22776f726b666c6f772f7265706f7274227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '13', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7265736f757263652e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3032383235335a222c2264657461696c73223a7b226166746572223a227368613235363a36383334663235313665373339396465383262313763393533663531353938393264643561333463366233306363373437636365396430346638346565313062227d2c226964223a2230316131666661392d626632342d373134322d623161652d653166653966303131383832222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f6170706c79222c22746172676574223a22776f726b666c6f772f61736b696e67227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '14', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7265736f757263652e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3130383431335a222c2264657461696c73223a7b226166746572223a227368613235363a37363632653032633131396538366665346636393461373732356565343034646539663634613665643234656237343537363234303063323734633233623563227d2c226964223a2230316131666661392d626637342d373663392d623435362d323634313863356437303838222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f6170706c79222c22746172676574223a2271756f74612f676f6e65227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '15', E'\\x7b22616374696f6e223a22636f6e74726f6c3a7265736f757263652e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3137303338395a222c2264657461696c73223a7b226265666f7265223a227368613235363a37363632653032633131396538366665346636393461373732356565343034646539663634613665643234656237343537363234303063323734633233623563227d2c226964223a2230316131666661392d626662322d373961302d623632642d613938613237323865643231222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a2244454c455445202f6170692f76312f7265736f75726365732f71756f74612f676f6e65222c22746172676574223a2271756f74612f676f6e65227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '16', E'\\x7b22616374696f6e223a22636f6e74726f6c3a6b65792e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3230363235395a222c2264657461696c73223a7b226166746572223a227368613235363a61373562646461336336363238376236393761636466383336393236366434386634346338666137373139616238636565323434353338626435316636393866227d2c226964223a2230316131666661392d626664362d373436612d383431662d376436313633616331383335222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f6b657973222c22746172676574223a226b65792f6b65795f3031613166666139626664323763653161353730316630383839643132383337227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '17', E'\\x7b22616374696f6e223a22636f6e74726f6c3a646f63756d656e742e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3437333034305a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633065312d373430632d616135352d613639383635343862313433222c226e616d65223a2261646d696e222c226f7574636f6d65223a22626567756e222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22505554202f6170692f76312f70726f7669646572732f747261636b696e672f646f63756d656e74732f6e6f746573222c22746172676574223a22505554202f6170692f76312f70726f7669646572732f747261636b696e672f646f63756d656e74732f6e6f746573227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '18', E'\\x7b22616374696f6e223a22636f6e74726f6c3a646f63756d656e742e7772697465222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3532393330355a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633131392d373465382d396466652d656235306165356534666631222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22505554202f6170692f76312f70726f7669646572732f747261636b696e672f646f63756d656e74732f6e6f746573222c22746172676574223a22505554202f6170692f76312f70726f7669646572732f747261636b696e672f646f63756d656e74732f6e6f746573227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '19', E'\\x7b22616374696f6e223a226163636573732e76696f6c6174696f6e222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3539383233355a222c2264657461696c73223a7b22726561736f6e223a227468652063616c6c657227732074656e616e7420686173206e6f2073756368206964227d2c226964223a2230316131666661392d633135652d373465392d383836352d343962386137326666393830222c226e616d65223a2261646d696e222c226f7574636f6d65223a2272656675736564222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22474554202f6170692f76312f6465636973696f6e732f6465635f3031613166666139633132323761323862333932636363313835383039636265222c22746172676574223a22474554202f6170692f76312f6465636973696f6e732f6465635f3031613166666139633132323761323862333932636363313835383039636265227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '20', E'\\x7b22616374696f6e223a22636f6e74726f6c3a636f6e74656e742e72656164222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31372e3737363339325a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633231302d373839662d383038372d666632396462396330373739222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22474554202f6170692f76312f6465636973696f6e732f6465635f30316131666661396331323237613238623339326363633138353830396362652f636f6e74656e74222c22746172676574223a22474554202f6170692f76312f6465636973696f6e732f6465635f30316131666661396331323237613238623339326363633138353830396362652f636f6e74656e74227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '21', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e7374617274222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3030333630305a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633266332d376539382d623338362d626436343139653262336432222c226e616d65223a2261646d696e222c226f7574636f6d65223a22626567756e222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73222c22746172676574223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '22', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e7374617274222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3135393739385a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633338662d373663662d616639312d666632383736633764616665222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73222c22746172676574223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '23', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e7374617274222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3335323130345a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633435302d376338372d616630652d666466323236363864303739222c226e616d65223a2261646d696e222c226f7574636f6d65223a22626567756e222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f776f726b666c6f77732f61736b696e672f72756e73222c22746172676574223a22504f5354202f6170692f76312f776f726b666c6f77732f61736b696e672f72756e73227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '24', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e7374617274222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3338353736375a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633437312d376336382d626437302d623833346131316163646361222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f776f726b666c6f77732f61736b696e672f72756e73222c22746172676574223a22504f5354202f6170692f76312f776f726b666c6f77732f61736b696e672f72756e73227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '25', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e7374617274222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3435393334325a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633462622d373366312d393766392d303837323936316332383330222c226e616d65223a2261646d696e222c226f7574636f6d65223a22626567756e222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73222c22746172676574223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '26', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e7374617274222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3531303737325a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633465652d376436652d623863622d666662383837386633343964222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73222c22746172676574223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '27', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e726570616972222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3639353633395a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633561372d376636302d623732662d366338383364623839366263222c226e616d65223a2261646d696e222c226f7574636f6d65223a22626567756e222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f72756e732f72756e5f30316131666661396334626637373561626566356534333134336535343561302f726570616972222c22746172676574223a22504f5354202f6170692f76312f72756e732f72756e5f30316131666661396334626637373561626566356534333134336535343561302f726570616972227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '28', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e726570616972222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3738353933365a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633630312d373837372d623539652d343836373765313035616661222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f72756e732f72756e5f30316131666661396334626637373561626566356534333134336535343561302f726570616972222c22746172676574223a22504f5354202f6170692f76312f72756e732f72756e5f30316131666661396334626637373561626566356534333134336535343561302f726570616972227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '29', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e63616e63656c222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3739333338315a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633630392d376363652d616435372d653331343364393636386233222c226e616d65223a2261646d696e222c226f7574636f6d65223a22626567756e222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f72756e732f72756e5f30316131666661396334626637373561626566356534333134336535343561302f63616e63656c222c22746172676574223a22504f5354202f6170692f76312f72756e732f72756e5f30316131666661396334626637373561626566356534333134336535343561302f63616e63656c227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '30', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e63616e63656c222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3836333437365a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633634662d373333372d386535332d626333373037316638373532222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f72756e732f72756e5f30316131666661396334626637373561626566356534333134336535343561302f63616e63656c222c22746172676574223a22504f5354202f6170692f76312f72756e732f72756e5f30316131666661396334626637373561626566356534333134336535343561302f63616e63656c227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '31', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e7374617274222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3930343539385a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633637382d376535362d623434372d393937326564636430386465222c226e616d65223a2261646d696e222c226f7574636f6d65223a22626567756e222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73222c22746172676574223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '32', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e7374617274222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3934303531365a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633639632d376266322d623933372d643236616639643933383734222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73222c22746172676574223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '33', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e7374617274222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3936353837355a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633662352d373134382d386661312d363831303036366563303861222c226e616d65223a2261646d696e222c226f7574636f6d65223a22626567756e222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73222c22746172676574223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73227d'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '34', E'\\x7b22616374696f6e223a22636f6e74726f6c3a72756e2e7374617274222c2261646472657373223a223132372e302e302e31222c226174223a22323032362d31312d32315431393a35313a31382e3938303735305a222c2264657461696c73223a7b7d2c226964223a2230316131666661392d633663342d376338392d626462372d623966616433643662393035222c226e616d65223a2261646d696e222c226f7574636f6d65223a22646f6e65222c227072696e636970616c223a2230316131666661392d626264312d373031612d623062612d323465306266303432333865222c2272657175657374223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73222c22746172676574223a22504f5354202f6170692f76312f776f726b666c6f77732f7265706f72742f72756e73227d');

insert into captured_content (born, decision, tenant, capture, note, sealed) overriding system value values
  ('2026-11-21', '01a1ffa9-c122-7a28-b392-ccc185809cbe', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'full', NULL, E'\\x00000043014140d3091b34b449aca03d15b5e018df69b3a1a96ebdfb4b43a66406520aafd4487a7ba650bed8f8f4b0b1ba3fb1399da3a755502f0d8902c12fc538bfab50147ad98e3f1826bf72bd7ee4473ff1ef7d2c299c1bd1800c6e75065fcf9bc3cf1cad7e9bf6247ae0565b3da4891ea57c15d040a3cc2cc3083264e5259f45893825e49737524a9c503cb2b212e09a7cf994f19705b1322de7ffc495f52fabb363cab22f3d5d54df86f8c65bfdaeb97fd39574e1a0498c7614e26affad56b08e3c15b181898b'),
  ('2026-11-21', '01a1ffa9-c36b-7bc9-a460-2148ebb4e1aa', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'full', NULL, E'\\x00000043014140d30963c0b366a6728c7c9f07960af86fae108ceaf1384064b3d5efd8b5abbf5247fd3ae5d6a5b849cd99c54217ee069feb5bf4c57282be93672b1777549d79a625fd15f2cdbd7444b18750684762acdbc54abb110dd3a889fe12268dfc709135840705b707df8edb6175d5b591d1887fd59e1fac73d641c8e455cbb56c5be9ae87742e3af2388deaf51f7d540dd5b005894ff33c52224169adfc0d228b6777c3fe03786e'),
  ('2026-11-21', '01a1ffa9-c381-7cf9-b64e-1e504bb9eff4', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'full', NULL, E'\\x00000043014140d30906290a5a8add0e09198bc0e7305833d2b6ca8b147ebe53ed7e745d9300e96257ad8b98f91cd8d98531ed506d958dfe6937ca32c8fe9df5b3bccea11195897553b288bbee8ed26226864b9e4cb7fe45fa64c65c741b80bb810ed8bdc1c338772166c63f33724eeff62834ea5bb84f9ddeb40687a5dc6b874bfedcbbacc87b1d0b33ca23abae9c0c4e9f2e1795fb9312b76c48dbf5e88f7e948744f01fe25b76a1978d'),
  ('2026-11-21', '01a1ffa9-c4cd-79af-a26c-a76e8133fa0a', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'full', NULL, E'\\x00000043014140d309b50496810099117e708d0a6f345e4e142dd709491bd903167b07d05daf164a4e99740a7e766cdca5152c8d56df41aa45980864f06c7e2587f29ee03bf6c06195a38203c7fc38c11973c86d4289aa4c8b950457de158897360edc609771ba8f90cf8ff1a1ebf16c532e1793b50bf5f55da9bcfd4a7dcd5caa6389621159b53d5693aa02b9113a90df2e53af182e610bd51ca77e212b99d60cad182a852645ce909a09'),
  ('2026-11-21', '01a1ffa9-c4f0-73d7-bb89-7a97c87d3163', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'full', NULL, E'\\x00000043014140d309695f733fb3700c237b5eef0bdb29b1270c82054d0318df334dfd8863d87f15f9234615bd414fa326b6da2daaf5fdaf36b3e83e2726072bb6d9019a5f042300d5aa416440187b9a8726f3954cd45eaca75a43b0b510b537f3910ae6b8969207f2835a1971f36f7b6505f356abf7ad6180ef8cf9db5d88212d69bd2b89b941121eabd45b9fb4422786b446ff4855718669a69868c4cf4275bfd5df938e6a5027d2cc02'),
  ('2026-11-21', '01a1ffa9-c605-76b6-b2e0-61acba6367ec', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'full', NULL, E'\\x00000043014140d309eeea30afca3f525f01e1ecfedfae1bc0ec3fc98a96dbbd31c8087d7a6f9ef14ebd9575b95ec3193fdde4672a978f116879346a67bb0147ef5a864398670308635bec1973a5ecaa4c061596cf67dd2af0bb23d44ffa781fba62c1ff7e1b0094fec81601fe035de2a809dced27adbd7d432edaf62dccd2f406a71dbbfced401c7659574bf0a32ad298b1e8d18007fb3bfd307b74678afc0575a179f05e6b268267d57e'),
  ('2026-11-21', '01a1ffa9-c612-7a5a-b79d-b2ad0075f3f7', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'full', NULL, E'\\x00000043014140d3095ae13713e81c7807e382d60a630bcfa81e8a24353bfbdd4c7366a239800312afe1d6e964d86203a5d6075d94775ea1d8e6d06b2c48962d86279c6cfb23efa83552cecf68ed94a97b1fd60a95023b5e2858390a6f38df1610736e3c24d8b98afb0a6647da908bb5d3a7bafe5024cb4254e1f8b7ab47a22717e96d38a41fb3c63d48a7e0162980e155ab25f093261641ba77957fd35cf5c11ccf5fb5232ef0db8eadcb'),
  ('2026-11-21', '01a1ffa9-c696-753d-aa80-672144ae62db', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'full', NULL, E'\\x00000043014140d309ed08e390dfd1e5ef503f05cb934525c9bb13c5f079e8891db0e14cbf1f77aa5bc7108d9eb712e2d6eb633a9adc2ee34e65f63a0f3eb0f7c04d8a59fc754832da624d17516e0338c343b33a75fee32724bada368d1f8f39aa6e1d7e62aacc28f7b9241912c71e7ea7b394865e746a4c13e454b094924a6d582104ee2fed25f312fac2d3db59436479be40ec0e8473ffe6f40324e6cba36d5ab3fc038ec976c8fdab97');

insert into decision (born, id, tenant, run, step, round, capability, provider, marks, outcome, code, failover, injected, attempts, began, took_us, cost, currency, door, principal, road, body) overriding system value values
  ('2026-11-21', '01a1ffa9-c050-7606-b2a6-a5a4a8c6d4d0', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', NULL, NULL, '0', 'tracker.project.create', 'tracking', 'embedded', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:17.332662+00', '130613', '0', 'USD', 'rest', 'admin', 'ddddssdddsdd', E'\\x01e6020101a1ffa9c0507606b2a6a5a4a8c6d4d0600201a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017a43747261636b65722e70726f6a6563742e637265617465000000001b0006a1012b70726f6a6563742e637265617465020100000301000011ead88fb00df089d09e018480c87cc0a9070c000019747261636b696e670c270002000106020cbfe0030002001000010d000c0080010100c801000000003fd2b2151091240c00011a00020c0c0119656d626564646564e6ecca64e8fbd516013e020033021801020c590a616c6c5300000080c8afa02580c8afa025035f0f01020c5c3e3e020200ce0fd00f035f0800013e02005300000c0500010002020501010002020802ceb63e0002b0010803a4d1f4070002020604b843010b0e0605c4350111140806c8e9f72d0002020807a2e2c83000020208088abc96140017020609a631010b0e070aaed214000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd0020'),
  ('2026-11-21', '01a1ffa9-c122-7a28-b392-ccc185809cbe', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', NULL, NULL, '0', 'text.pii.mask', 'masking', 'local', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:17.538661+00', '30721', '0', 'USD', 'rest', 'admin', 'ddddssdddsdd', E'\\x01fb020101a1ffa9c1227a28b392ccc185809cbe510201a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017a28746578742e7069692e6d61736b000000001500069e01197069692e6d61736b000300000301000011ead88fb00d88a1ed80028c9da61dc0a9070b0000166d61736b696e670c560102002e0d6b657074026d4d6174636865642065766572792063616c6c206f6620746578742e7069692e6d61736b2e6200020106000cbfe0030002001000010d000c0080010100c801000000003fec01ab04bbea2700011300020c0c01a701b2eab101a6d2eb1b013e020033021801020c590a616c6c5300000080c8afa02580c8afa025035f0f01020c5c3e3e020200cc0fd00f035f0800013e02005300000c0500010002020501010002020802b2b00a0002b0010703e2f21900020206048816010b0e06059c160111140706b692670002020707e094240002020808f28bee1b00170206099e20010b0e070a9e8401000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd002a'),
  ('2026-11-21', '01a1ffa9-c28d-7f9e-8bcc-1ac9886af7bf', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', NULL, NULL, '0', 'ai.chat.create', 'talking', 'local', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:17.908853+00', '8803', '2000000', 'USD', 'gateway', 'admin', 'ddddssdddsdd', E'\\x01b6030101a1ffa9c28d7f9e8bcc1ac9886af7bf5e0201a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e01742b61692e636861742e63726561746500000000210206830122636861742e637265617465000210736d616c6c00030101000301060011ead88fb00d88feafb103ced1b208809f491a00001674616c6b696e672e74616c6b696e672f736d616c6c2d31440102001c0c02434d617463686564206d6f64656c203d20736d616c6c2e62000001060012bfe0030002001000010d00120080010100c801000000003fe6e067dc0d445f00011c00020f1201a701e6829906a8b488020344e80741d00f3e028092f40158021e01020f590a616c6c53a09e92088092f4010080b6bb9e2580c8afa025035f0f01020f5c3e3e020200ca0fd00f035f27000344e80741d00f3e028092f4015301406c697374207631206f6620323032362d31312d3031000c0500010002020501010002020802f6fc100002b00107039ae8390002020704869402010b0e0605c61b0111140806a6899201000202080786e09f040002020808f690fa010017020609bc17010b0e070a92c801000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd0000'),
  ('2026-11-21', '01a1ffa9-c2c5-7347-8423-1def9bbf14d4', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', NULL, NULL, '0', 'tracker.issue.create', NULL, '', 'failed', 'in_doubt', 'false', 'false', '1', '2026-11-21 19:51:17.958122+00', '26155', '0', 'USD', 'rest', 'admin', 'ddddssddxsdd', E'\\x0197030101a1ffa9c2c5734784231def9bbf14d4600201a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017a3d747261636b65722e69737375652e637265617465000d6c6f73740000190006a1012569737375652e637265617465020200000301000011ead88fb00d9090efc803f8e1f818c0a9071a01021500110131746865206c696e65207761732063757400000032000200010e0019747261636b696e67bfe003000200130001100012008001c4e5c73900c801000200003fefea6709425f22000120010212120119656d626564646564bab8b916c681af02050011010f00013e0200330218010212590a616c6c5300000080b6bb9e2580c8afa025035f0f0102125c3e3e020200c80fd00f035f0800013e02005300000c050001000202050101000202080294ec0d0002b0010703c4d2580002020604961c010b0e0605e8190111140706e8f4230002020807cac7ae150002020908e4a9b50202d7010f0609c86f012902070aacab01000202050b000002021202070002b8dcbc1600070402d0b0ec180000140001b0d10b493282ae9ea15e9d591d6ba3fd002e'),
  ('2026-11-21', '01a1ffa9-c36b-7bc9-a460-2148ebb4e1aa', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c2ff-7ae2-b88f-ef7bb04a0bfc', 'all[0].mask', '0', 'text.pii.mask', 'masking', 'local', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:18.124034+00', '9254', '0', 'USD', 'workflow', 'admin', 'ddddssdddsdd', E'\\x01ce030101a1ffa9c36b7bc9a4602148ebb4e1aaa1010301a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017701a1ffa9c2ff7ae2b88fef7bb04a0bfc22616c6c5b305d2e6d61736b0028746578742e7069692e6d61736b00970172756e5f30316131666661396332666637616532623838666566376262303461306266632f616c6c5b305d2e6d61736b2f3000001500099e01197069692e6d61736b000300000301030010ecd88fb00dd0b7923baadde908c0a9070b0000166d61736b696e6712590102002e0d6b657074026d4d6174636865642065766572792063616c6c206f6620746578742e7069692e6d61736b2e62000201060012bfe003000200130001100012008001ba8def1b00c801000200003fc197878438ae640001130002121201a701a4dd820180fbdb07013e0200330218010212590a616c6c5300000080b6bb9e2580c8afa025035f0f0102125c3e3e020200c60fd00f035f0800013e02005300000c0500010002020501010002020802bc811c0002b0010703b4cc1100020206049417010b0e0605a4150111140706968c2f000202070786f4200002020808dc9be0070017020609c223010b0e070ad6b001000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd0014'),
  ('2026-11-21', '01a1ffa9-c381-7cf9-b64e-1e504bb9eff4', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c2ff-7ae2-b88f-ef7bb04a0bfc', 'all[1].mask', '0', 'text.pii.mask', 'masking', 'local', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:18.146247+00', '7209', '0', 'USD', 'workflow', 'admin', 'ddddssdddsdd', E'\\x01cd030101a1ffa9c3817cf9b64e1e504bb9eff4a1010301a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017701a1ffa9c2ff7ae2b88fef7bb04a0bfc22616c6c5b315d2e6d61736b0028746578742e7069692e6d61736b00970172756e5f30316131666661396332666637616532623838666566376262303461306266632f616c6c5b315d2e6d61736b2f3000001500099e01197069692e6d61736b000300000301030010ecd88fb00dd89ade459a8df006c0a9070b0000166d61736b696e6712590102002e0d6b657074026d4d6174636865642065766572792063616c6c206f6620746578742e7069692e6d61736b2e62000201060012bfe003000200130001100012008001c285ea1700c801000400003fea7a797b369ce40001120002121201a701dceb54fcfa9106013e0200330218010212590a616c6c5300000080b6bb9e2580c8afa025035f0f0102125c3e3e020200c40fd00f035f0800013e02005300000c0500010002020501010002020802caed110002b0010703e0e50f0002020604cc1a010b0e060594170111140706bed0140002020707f2eb1d0002020808868495060017020609881b010b0e070adc8101000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd004e'),
  ('2026-11-21', '01a1ffa9-c470-75d6-bd9d-5205d9a441e9', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c456-702f-ba66-bb7f98f5aaff', 'issue', '0', 'tracker.issue.create', NULL, '', 'failed', 'in_doubt', 'false', 'false', '1', '2026-11-21 19:51:18.384871+00', '4009', '0', 'USD', 'workflow', 'admin', 'ddddssddxsdd', E'\\x01d7030101a1ffa9c47075d6bd9d5205d9a441e9a0010301a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017701a1ffa9c456702fba66bb7f98f5aaff106973737565003d747261636b65722e69737375652e63726561746500850172756e5f30316131666661396334353637303266626136366262376639386635616166662f69737375652f300000190009a1012569737375652e637265617465020200000301030011ecd88fb00dd8d4c2b701b6b4e903c0a9071a01021500110131746865206c696e65207761732063757400000032000200010e0019747261636b696e67bfe003000200130001100015008001c4e5c73900c801000200003fc629be8e56db3000011f010215150119656d626564646564aabbb603cccf29050011011200013e0200330218010215590a616c6c5300000080b6bb9e2580c8afa025035f0f0102155c3e3e020200c20fd00f035f0800013e02005300000c0500010002020501010002020802e0c90f0002b0010703ae85120002020604dc18010b0e06059a190111140806f4e7ba01000202080788c3db010002020808e2b02a02d7011206098e1d012902070a868701000202050b000002021202070002e2f4b8030007040286e0e1030000140001b0d10b493282ae9ea15e9d591d6ba3fd0022'),
  ('2026-11-21', '01a1ffa9-c4cd-79af-a26c-a76e8133fa0a', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', 'all[0].mask', '0', 'text.pii.mask', 'masking', 'local', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:18.478124+00', '24803', '0', 'USD', 'workflow', 'admin', 'ddddssdddsdd', E'\\x01cf030101a1ffa9c4cd79afa26ca76e8133fa0aa1010301a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017701a1ffa9c4bf775abef5e43143e545a022616c6c5b305d2e6d61736b0028746578742e7069692e6d61736b00970172756e5f30316131666661396334626637373561626566356534333134336535343561302f616c6c5b305d2e6d61736b2f3000001500099e01197069692e6d61736b000300000301030011ecd88fb00de0affee301eae1d317c0a9070b0000166d61736b696e6712590102002e0d6b657074026d4d6174636865642065766572792063616c6c206f6620746578742e7069692e6d61736b2e62000201060012bfe0030002001300011000120080018ae3a51400c801000600003fe1afa5d6379d0f0001130002121201a7019c89f001eae1d915013e0200330218010212590a616c6c5300000080b6bb9e2580c8afa025035f0f0102125c3e3e020200c00fd00f035f0800013e02005300000c0500010002020501010002020802d0a2100002b0010703c4be280002020604fa21010b0e0605f8120111140706e0e2430002020707d08a730002020808bc9adc150017020609f61f010b0e070ade8b01000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd0020'),
  ('2026-11-21', '01a1ffa9-c4f0-73d7-bb89-7a97c87d3163', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', 'all[1].mask', '0', 'text.pii.mask', 'masking', 'local', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:18.513252+00', '22552', '0', 'USD', 'workflow', 'admin', 'ddddssdddsdd', E'\\x01cd030101a1ffa9c4f073d7bb897a97c87d3163a1010301a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017701a1ffa9c4bf775abef5e43143e545a022616c6c5b315d2e6d61736b0028746578742e7069692e6d61736b00970172756e5f30316131666661396334626637373561626566356534333134336535343561302f616c6c5b315d2e6d61736b2f3000001500099e01197069692e6d61736b000300000301030011ecd88fb00da0b5def401e085c115c0a9070b0000166d61736b696e6712590102002e0d6b657074026d4d6174636865642065766572792063616c6c206f6620746578742e7069692e6d61736b2e62000201060012bfe003000200130001100012008001ec9cd71400c801000800003fc7d3907fabf3a40001120002121201a7018e9346e8f9ec14013e0200330218010212590a616c6c5300000080b6bb9e2580c8afa025035f0f0102125c3e3e020200be0fd00f035f0800013e02005300000c0500010002020501010002020802ccf70d0002b0010703b4fa0d0002020604f60d010b0e0605e0150111140706aca411000202070798fe170002020808f0e1f4140017020609c01e010b0e060a8e79000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd000a'),
  ('2026-11-21', '01a1ffa9-c605-76b6-b2e0-61acba6367ec', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', 'all[0].mask', '0', 'text.pii.mask', 'masking', 'local', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:18.789877+00', '10195', '0', 'USD', 'workflow', 'admin', 'ddddssdddsdd', E'\\x01d0030101a1ffa9c60576b6b2e061acba6367eca1010301a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017701a1ffa9c4bf775abef5e43143e545a022616c6c5b305d2e6d61736b0028746578742e7069692e6d61736b00970172756e5f30316131666661396334626637373561626566356534333134336535343561302f616c6c5b305d2e6d61736b2f3000001500099e01197069692e6d61736b000300000301030011ecd88fb00d88a2d2f802c0cddc09c0a9070b0000166d61736b696e6712590102002e0d6b657074026d4d6174636865642065766572792063616c6c206f6620746578742e7069692e6d61736b2e62000201060012bfe003000200130001100012008001aab0db1400c801000a00003feb7674dccc4c800001130002121201a701d2a0d003cad0de05013e0200330218010212590a616c6c5300000080b6bb9e2580c8afa025035f0f0102125c3e3e020200bc0fd00f035f0800013e02005300000c050001000202050101000202080284d70f0002b0010703d0fe0e0002020604f00e010b0e060598190111140706baaf120002020807bcfd9f030002020808ba9bfe050017020609fe75010b0e070ac0b801000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd0006'),
  ('2026-11-21', '01a1ffa9-c612-7a5a-b79d-b2ad0075f3f7', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', 'all[1].mask', '0', 'text.pii.mask', 'masking', 'local', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:18.802473+00', '5637', '0', 'USD', 'workflow', 'admin', 'ddddssdddsdd', E'\\x01cf030101a1ffa9c6127a5ab79db2ad0075f3f7a1010301a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017701a1ffa9c4bf775abef5e43143e545a022616c6c5b315d2e6d61736b0028746578742e7069692e6d61736b00970172756e5f30316131666661396334626637373561626566356534333134336535343561302f616c6c5b315d2e6d61736b2f3000001500099e01197069692e6d61736b000300000301030011ecd88fb00da888d3fe02a895b005c0a9070b0000166d61736b696e6712590102002e0d6b657074026d4d6174636865642065766572792063616c6c206f6620746578742e7069692e6d61736b2e62000201060012bfe003000200130001100012008001f2acdc1100c801000c00003fd545409ef007480001120002121201a701c4da60a0d3ab04013e0200330218010212590a616c6c5300000080b6bb9e2580c8afa025035f0f0102125c3e3e020200ba0fd00f035f0800013e02005300000c0500010002020501010002020802a4c10e0002b001070388990e00020206049015010b0e0605f415011114070686d7100002020707d8ce34000202080886d4ad04001702070998f918010b0e070afac502000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd004a'),
  ('2026-11-21', '01a1ffa9-c696-753d-aa80-672144ae62db', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c67b-7da4-9527-f5955a51402f', 'all[0].mask', '0', 'text.pii.mask', 'masking', 'local', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:18.934343+00', '2900', '0', 'USD', 'workflow', 'admin', 'ddddssdddsdd', E'\\x01cd030101a1ffa9c696753daa80672144ae62dba1010301a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017701a1ffa9c67b7da49527f5955a51402f22616c6c5b305d2e6d61736b0028746578742e7069692e6d61736b00970172756e5f30316131666661396336376237646134393532376635393535613531343032662f616c6c5b305d2e6d61736b2f3000001500099e01197069692e6d61736b000300000301030011ecd88fb00dd8e2c3bd03f68ae202c0a9070b0000166d61736b696e6712590102002e0d6b657074026d4d6174636865642065766572792063616c6c206f6620746578742e7069692e6d61736b2e62000201060012bfe003000200130001100012008001d8a28b0f00c801000e00003fd8479e475e1b740001120002121201a701a4b55bc0aeff01013e0200330218010212590a616c6c5300000080b6bb9e2580c8afa025035f0f0102125c3e3e020200b80fd00f035f0800013e02005300000c0500010002020501010002020802809d110002b0010703f6ce100002020604ac14010b0e0605dc130111140706d2d5130002020707f6b0260002020808a8df80020017020609d017010b0e060ade5d000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd0216'),
  ('2026-11-21', '01a1ffa9-c69e-74f5-bd24-3ff3ee3f222d', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c67b-7da4-9527-f5955a51402f', 'all[1].mask', '0', 'text.pii.mask', 'masking', 'local', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:18.942266+00', '2269', '0', 'USD', 'workflow', 'admin', 'ddddssdddsdd', E'\\x01cd030101a1ffa9c69e74f5bd243ff3ee3f222da1010301a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017701a1ffa9c67b7da49527f5955a51402f22616c6c5b315d2e6d61736b0028746578742e7069692e6d61736b00970172756e5f30316131666661396336376237646134393532376635393535613531343032662f616c6c5b315d2e6d61736b2f3000001500099e01197069692e6d61736b000300000301030011ecd88fb00d90ada7c103b6829502c0a9070b0000166d61736b696e6712590102002e0d6b657074026d4d6174636865642065766572792063616c6c206f6620746578742e7069692e6d61736b2e62000201060012bfe00300020013000110001200800198c0bc0c00c801001000003fe9e97b3dd0e3a50001120002121201a701d2e13bd4acd201013e0200330218010212590a616c6c5300000080b6bb9e2580c8afa025035f0f0102125c3e3e020200b60fd00f035f0800013e02005300000c0500010002020501010002020802a6b90b0002b001070386f80c0002020604f612010b0e0605ec16011114070686c00e0002020707d8ae150002020808daf3d3010017020609d844010b0e060aca58000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd0208'),
  ('2026-11-21', '01a1ffa9-c6bc-73da-88d3-7088f965a1f2', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c6b9-7963-8fa0-db466af4eeb9', 'all[0].mask', '0', 'text.pii.mask', 'masking', 'local', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:18.972274+00', '2446', '0', 'USD', 'workflow', 'admin', 'ddddssdddsdd', E'\\x01cd030101a1ffa9c6bc73da88d37088f965a1f2a1010301a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017701a1ffa9c6b979638fa0db466af4eeb922616c6c5b305d2e6d61736b0028746578742e7069692e6d61736b00970172756e5f30316131666661396336623937393633386661306462343636616634656562392f616c6c5b305d2e6d61736b2f3000001500099e01197069692e6d61736b000300000301030011ecd88fb00dd0f2cecf03a4d7aa02c0a9070b0000166d61736b696e6712590102002e0d6b657074026d4d6174636865642065766572792063616c6c206f6620746578742e7069692e6d61736b2e62000201060012bfe0030002001300011000120080018ca6a70a00c801001200003fe0dad6751baf9a0001120002121201a701d6f34cbc8ed701013e0200330218010212590a616c6c5300000080b6bb9e2580c8afa025035f0f0102125c3e3e020200b40fd00f035f0800013e02005300000c0500010002020501010002020802aeb80b0002b0010703e6b6100002020604f817010b0e060594170111140706b0f8100002020707a8fc1f0002020808e2a3d8010017020609a018010b0e060ae661000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd0224'),
  ('2026-11-21', '01a1ffa9-c6c0-7be0-ae5e-ce8ba759ff65', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-c6b9-7963-8fa0-db466af4eeb9', 'all[1].mask', '0', 'text.pii.mask', 'masking', 'local', 'succeeded', NULL, 'false', 'false', '1', '2026-11-21 19:51:18.976257+00', '6814', '0', 'USD', 'workflow', 'admin', 'ddddssdddsdd', E'\\x01cd030101a1ffa9c6c07be0ae5ece8ba759ff65a1010301a1ffa9bbcf7d8a9d35855ca72d1cc501a1ffa9bbd1701ab0ba24e0bf04238e1061646d696e017701a1ffa9c6b979638fa0db466af4eeb922616c6c5b315d2e6d61736b0028746578742e7069692e6d61736b00970172756e5f30316131666661396336623937393633386661306462343636616634656562392f616c6c5b315d2e6d61736b2f3000001500099e01197069692e6d61736b000300000301030011ecd88fb00de8ffc1d103acefbf06c0a9070b0000166d61736b696e6712590102002e0d6b657074026d4d6174636865642065766572792063616c6c206f6620746578742e7069692e6d61736b2e62000201060012bfe003000200130001100012008001f4ddca0800c801001400003fcbf9716dc105f80001120002121201a701d4943b8483fd05013e0200330218010212590a616c6c5300000080b6bb9e2580c8afa025035f0f0102125c3e3e020200b20fd00f035f0800013e02005300000c0500010002020501010002020802d8a3090002b0010703cc930c0002020604961c010b0e0605ac14011114070698850e000202070796c813000202080884e2fe050017020609ca1d010b0e060a9a59000202050b00000202140001b0d10b493282ae9ea15e9d591d6ba3fd0214');

insert into decision_config (born, tenant, digest, body) overriding system value values
  ('2026-11-21', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'b0d10b493282ae9ea15e9d591d6ba3fd', E'\\x7b22726f75746573223a5b7b226964223a226b657074222c2276657273696f6e223a312c2273706563223a227b5c227768656e5c223a7b5c226361706162696c6974795c223a5c22746578742e7069692e6d61736b5c227d2c5c227573655c223a5b5c226d61736b696e675c225d2c5c22636170747572655c223a5c2266756c6c5c227d227d2c7b226964223a22736d616c6c222c2276657273696f6e223a312c2273706563223a227b5c227768656e5c223a7b5c226d6f64656c5c223a5c22736d616c6c5c227d2c5c227573655c223a5b5c2274616c6b696e672f736d616c6c2d315c225d7d227d5d2c2270726f766964657273223a5b7b226964223a226d61736b696e67222c226b696e64223a2274657874222c22636f6e6e6563746f72223a226b6570742d74657874222c22706c7567696e223a226b657074222c22706c7567696e56657273696f6e223a22312e302e30222c2267656e65726174696f6e223a312c226d61726b73223a5b226c6f63616c225d2c226772616465223a225631222c227374617465223a22434f4e4e4543544544222c22737570706f7274223a7b227069692e6d61736b223a7b22737570706f7274223a2246554c4c227d7d2c22736c6f7473223a36342c226f66666572696e67223a7b226d6f64656c73223a5b5d7d2c22707269636573223a7b7d7d2c7b226964223a2274616c6b696e67222c226b696e64223a226169222c22636f6e6e6563746f72223a226b6570742d63686174222c22706c7567696e223a226b657074222c22706c7567696e56657273696f6e223a22312e302e30222c2267656e65726174696f6e223a312c226d61726b73223a5b226c6f63616c225d2c226772616465223a225631222c227374617465223a22434f4e4e4543544544222c22737570706f7274223a7b22636861742e637265617465223a7b22737570706f7274223a2246554c4c227d7d2c22736c6f7473223a36342c226f66666572696e67223a7b226d6f64656c73223a5b7b226964223a22736d616c6c2d31227d5d7d2c22707269636573223a7b7d7d2c7b226964223a22747261636b696e67222c226b696e64223a22747261636b6572222c22636f6e6e6563746f72223a226b6570742d747261636b6572222c22706c7567696e223a226b657074222c22706c7567696e56657273696f6e223a22312e302e30222c2267656e65726174696f6e223a312c226d61726b73223a5b22656d626564646564225d2c226772616465223a225631222c227374617465223a22434f4e4e4543544544222c22737570706f7274223a7b2269737375652e637265617465223a7b22737570706f7274223a2246554c4c227d2c2270726f6a6563742e637265617465223a7b22737570706f7274223a2246554c4c222c226964656d706f74656e63794b6579223a747275657d2c2270726f6a6563742e6c697374223a7b22737570706f7274223a2246554c4c227d7d2c22736c6f7473223a36342c226f66666572696e67223a7b226d6f64656c73223a5b5d7d2c22707269636573223a7b7d7d5d2c2270726963696e67223a7b226c69737473223a5b7b226964223a226c697374222c2276657273696f6e223a312c2261734f66223a22323032362d31312d3031222c226f6666657273223a7b2274616c6b696e672f736d616c6c2d31223a7b22757375616c223a7b22696e7075745f746f6b656e73223a7b226e616e6f73223a313030303030303030302c22706572223a313030303030302c2263757272656e6379223a22555344222c2261734f66223a22323032362d31312d3031222c226c697374223a226c697374207631227d2c226f75747075745f746f6b656e73223a7b226e616e6f73223a323030303030303030302c22706572223a313030303030302c2263757272656e6379223a22555344222c2261734f66223a22323032362d31312d3031222c226c697374223a226c697374207631227d7d2c227469657273223a5b5d7d7d7d5d7d7d');

insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) overriding system value values
  ('1', '1', 'schema', 'SQL', 'V1__schema.sql', '199479653', 'auterity_owner', '2026-11-21 19:51:09.976153', '438', 'true');

insert into outbox (id, tenant, event, attempts, due) overriding system value values
  ('25783b2d-0dd7-3e02-8fb6-b48f28b4f5f7', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', E'\\x7b227370656376657273696f6e223a22312e30222c226964223a2232353738336232642d306464372d336530322d386662362d623438663238623466356637222c2274797065223a22696f2e61757465726974792e72756e2e636f6d706c657465642e7631222c22736f75726365223a222f776f726b666c6f77222c227375626a656374223a2272756e5f3031613166666139633266663761653262383866656637626230346130626663222c2274656e616e74223a2230316131666661392d626263662d376438612d396433352d383535636137326431636335222c2274696d65223a22323032362d31312d32315431393a35313a31382e3138333632375a222c2264617461636f6e74656e7474797065223a226170706c69636174696f6e2f6a736f6e222c2264617461223a7b22776f726b666c6f77223a227265706f7274222c2276657273696f6e223a312c227374617465223a22737563636565646564222c22646f6f72223a2272657374222c22637265617465644174223a22323032362d31312d32315431393a35313a31382e3031373231315a222c2266696e69736865644174223a22323032362d31312d32315431393a35313a31382e3138333632375a227d7d', '0', '2026-11-21 19:51:18.183627+00'),
  ('6a2bde18-bc99-3274-8556-72493437dd26', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', E'\\x7b227370656376657273696f6e223a22312e30222c226964223a2236613262646531382d626339392d333237342d383535362d373234393334333764643236222c2274797065223a22696f2e61757465726974792e72756e2e636f6d706c657465642e7631222c22736f75726365223a222f776f726b666c6f77222c227375626a656374223a2272756e5f3031613166666139633662393739363338666130646234363661663465656239222c2274656e616e74223a2230316131666661392d626263662d376438612d396433352d383535636137326431636335222c2274696d65223a22323032362d31312d32315431393a35313a31382e3938383837375a222c2264617461636f6e74656e7474797065223a226170706c69636174696f6e2f6a736f6e222c2264617461223a7b22776f726b666c6f77223a227265706f7274222c2276657273696f6e223a312c227374617465223a22737563636565646564222c22646f6f72223a2272657374222c22637265617465644174223a22323032362d31312d32315431393a35313a31382e3936393432315a222c2266696e69736865644174223a22323032362d31312d32315431393a35313a31382e3938383837375a227d7d', '0', '2026-11-21 19:51:18.988877+00'),
  ('b3c4231f-05f9-3a25-aa50-8062ad3f0f0f', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', E'\\x7b227370656376657273696f6e223a22312e30222c226964223a2262336334323331662d303566392d336132352d616135302d383036326164336630663066222c2274797065223a22696f2e61757465726974792e72756e2e636f6d706c657465642e7631222c22736f75726365223a222f776f726b666c6f77222c227375626a656374223a2272756e5f3031613166666139633462663737356162656635653433313433653534356130222c2274656e616e74223a2230316131666661392d626263662d376438612d396433352d383535636137326431636335222c2274696d65223a22323032362d31312d32315431393a35313a31382e3832383439335a222c2264617461636f6e74656e7474797065223a226170706c69636174696f6e2f6a736f6e222c2264617461223a7b22776f726b666c6f77223a227265706f7274222c2276657273696f6e223a312c227374617465223a2263616e63656c6c6564222c22646f6f72223a2272657374222c22637265617465644174223a22323032362d31312d32315431393a35313a31382e3436333733345a222c2266696e69736865644174223a22323032362d31312d32315431393a35313a31382e3832383439335a222c226661696c757265223a7b22636f6465223a2263616e63656c6c6564227d7d7d', '0', '2026-11-21 19:51:18.828493+00');

insert into run_event (born, run, seq, tenant, node, path, round, kind, payload, at) overriding system value values
  ('2026-11-21', '01a1ffa9-c2ff-7ae2-b88f-ef7bb04a0bfc', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '0', '{}', '0', '4', E'\\x7b2276223a312c2273746172746564223a313739353239303637383036373132332c22636f756e74223a327d', '2026-11-21 19:51:18.075773+00'),
  ('2026-11-21', '01a1ffa9-c2ff-7ae2-b88f-ef7bb04a0bfc', '2', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '1', '{0}', '0', '1', E'\\x7b2276223a312c2273746172746564223a313739353239303637383038373039392c226465636973696f6e223a2230316131666661392d633336622d376263392d613436302d323134386562623465316161222c226f7574707574223a7b2274657874223a22612070752d6564616d222c2266696e64696e6773223a5b5d7d7d', '2026-11-21 19:51:18.134662+00'),
  ('2026-11-21', '01a1ffa9-c2ff-7ae2-b88f-ef7bb04a0bfc', '3', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '1', '{1}', '0', '1', E'\\x7b2276223a312c2273746172746564223a313739353239303637383133353339332c226465636973696f6e223a2230316131666661392d633338312d376366392d623634652d316535303462623965666634222c226f7574707574223a7b2274657874223a22622070752d6564616d222c2266696e64696e6773223a5b5d7d7d', '2026-11-21 19:51:18.1537+00'),
  ('2026-11-21', '01a1ffa9-c2ff-7ae2-b88f-ef7bb04a0bfc', '4', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2', '{}', '0', '7', E'\\x7b2276223a312c2273746172746564223a313739353239303637383135343136382c22647565223a313739353239303637383135343136387d', '2026-11-21 19:51:18.155172+00'),
  ('2026-11-21', '01a1ffa9-c2ff-7ae2-b88f-ef7bb04a0bfc', '5', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2', '{}', '0', '8', E'\\x7b2276223a312c2273746172746564223a313739353239303637383135343136387d', '2026-11-21 19:51:18.176979+00'),
  ('2026-11-21', '01a1ffa9-c2ff-7ae2-b88f-ef7bb04a0bfc', '6', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '3', '{}', '0', '1', E'\\x7b2276223a312c2273746172746564223a313739353239303637383137373332302c226f7574707574223a327d', '2026-11-21 19:51:18.18253+00'),
  ('2026-11-21', '01a1ffa9-c456-702f-ba66-bb7f98f5aaff', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '0', '{}', '0', '5', E'\\x7b2276223a312c2273746172746564223a313739353239303637383337323938357d', '2026-11-21 19:51:18.373981+00'),
  ('2026-11-21', '01a1ffa9-c456-702f-ba66-bb7f98f5aaff', '2', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '0', '{}', '0', '9', E'\\x7b2276223a312c2273746172746564223a313739353239303637383337323938352c226465636973696f6e223a2230316131666661392d633437302d373564362d626439642d353230356439613434316539222c226661696c757265223a7b22636f6465223a22696e5f646f756274222c2263617465676f7279223a2265787465726e616c222c22726574727961626c65223a66616c73652c226170706c696564223a22756e6b6e6f776e222c226d657373616765223a22746865206c696e652077617320637574222c226669656c6473223a7b7d7d7d', '2026-11-21 19:51:18.390891+00'),
  ('2026-11-21', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', '5', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '-1', '{}', '0', '15', E'\\x7b2276223a312c226279223a2261646d696e222c22726561736f6e223a22612064616d61676564206469736b222c22646f75627473223a5b5b312c302c305d2c5b312c302c315d5d2c22626c696e64223a66616c73657d', '2026-11-21 19:51:18.722943+00'),
  ('2026-11-21', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', '6', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '0', '{}', '0', '4', E'\\x7b2276223a312c2273746172746564223a313739353239303637383736323636312c22636f756e74223a327d', '2026-11-21 19:51:18.76284+00'),
  ('2026-11-21', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', '7', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '1', '{0}', '0', '1', E'\\x7b2276223a312c2273746172746564223a313739353239303637383736343038372c226465636973696f6e223a2230316131666661392d633630352d373662362d623265302d363161636261363336376563222c226f7574707574223a7b2274657874223a22612070752d6564616d222c2266696e64696e6773223a5b5d7d7d', '2026-11-21 19:51:18.800377+00'),
  ('2026-11-21', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', '8', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '1', '{1}', '0', '1', E'\\x7b2276223a312c2273746172746564223a313739353239303637383830303538372c226465636973696f6e223a2230316131666661392d633631322d376135612d623739642d623261643030373566336637222c226f7574707574223a7b2274657874223a22622070752d6564616d222c2266696e64696e6773223a5b5d7d7d', '2026-11-21 19:51:18.80835+00'),
  ('2026-11-21', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', '9', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2', '{}', '0', '7', E'\\x7b2276223a312c2273746172746564223a313739353239303637383830383439332c22647565223a313739353239343237383830383439337d', '2026-11-21 19:51:18.808919+00'),
  ('2026-11-21', '01a1ffa9-c4bf-775a-bef5-e43143e545a0', '10', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '-1', '{}', '0', '11', E'\\x7b2276223a312c226279223a2261646d696e227d', '2026-11-21 19:51:18.827553+00'),
  ('2026-11-21', '01a1ffa9-c67b-7da4-9527-f5955a51402f', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '0', '{}', '0', '4', E'\\x7b2276223a312c2273746172746564223a313739353239303637383932383630382c22636f756e74223a327d', '2026-11-21 19:51:18.928778+00'),
  ('2026-11-21', '01a1ffa9-c67b-7da4-9527-f5955a51402f', '2', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '1', '{0}', '0', '1', E'\\x7b2276223a312c2273746172746564223a313739353239303637383932383934332c226465636973696f6e223a2230316131666661392d633639362d373533642d616138302d363732313434616536326462222c226f7574707574223a7b2274657874223a22612070752d6564616d222c2266696e64696e6773223a5b5d7d7d', '2026-11-21 19:51:18.937431+00'),
  ('2026-11-21', '01a1ffa9-c67b-7da4-9527-f5955a51402f', '3', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '1', '{1}', '0', '1', E'\\x7b2276223a312c2273746172746564223a313739353239303637383933373539352c226465636973696f6e223a2230316131666661392d633639652d373466352d626432342d336666336565336632323264222c226f7574707574223a7b2274657874223a22622070752d6564616d222c2266696e64696e6773223a5b5d7d7d', '2026-11-21 19:51:18.944698+00'),
  ('2026-11-21', '01a1ffa9-c67b-7da4-9527-f5955a51402f', '4', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2', '{}', '0', '7', E'\\x7b2276223a312c2273746172746564223a313739353239303637383934343830362c22647565223a313739353239303733383934343830367d', '2026-11-21 19:51:18.945044+00'),
  ('2026-11-21', '01a1ffa9-c6b9-7963-8fa0-db466af4eeb9', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '0', '{}', '0', '4', E'\\x7b2276223a312c2273746172746564223a313739353239303637383937303933342c22636f756e74223a327d', '2026-11-21 19:51:18.971061+00'),
  ('2026-11-21', '01a1ffa9-c6b9-7963-8fa0-db466af4eeb9', '2', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '1', '{0}', '0', '1', E'\\x7b2276223a312c2273746172746564223a313739353239303637383937313137332c226465636973696f6e223a2230316131666661392d633662632d373364612d383864332d373038386639363561316632222c226f7574707574223a7b2274657874223a22612070752d6564616d222c2266696e64696e6773223a5b5d7d7d', '2026-11-21 19:51:18.974877+00'),
  ('2026-11-21', '01a1ffa9-c6b9-7963-8fa0-db466af4eeb9', '3', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '1', '{1}', '0', '1', E'\\x7b2276223a312c2273746172746564223a313739353239303637383937343938342c226465636973696f6e223a2230316131666661392d633663302d376265302d616535652d636538626137353966663635222c226f7574707574223a7b2274657874223a22622070752d6564616d222c2266696e64696e6773223a5b5d7d7d', '2026-11-21 19:51:18.983244+00'),
  ('2026-11-21', '01a1ffa9-c6b9-7963-8fa0-db466af4eeb9', '4', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2', '{}', '0', '7', E'\\x7b2276223a312c2273746172746564223a313739353239303637383938333335352c22647565223a313739353239303637383938333335357d', '2026-11-21 19:51:18.983531+00'),
  ('2026-11-21', '01a1ffa9-c6b9-7963-8fa0-db466af4eeb9', '5', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2', '{}', '0', '8', E'\\x7b2276223a312c2273746172746564223a313739353239303637383938333335357d', '2026-11-21 19:51:18.988544+00'),
  ('2026-11-21', '01a1ffa9-c6b9-7963-8fa0-db466af4eeb9', '6', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '3', '{}', '0', '1', E'\\x7b2276223a312c2273746172746564223a313739353239303637383938383634372c226f7574707574223a327d', '2026-11-21 19:51:18.988778+00');

insert into tenant (id, name, created) overriding system value values
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'kept', '2026-11-21 19:51:16.178247+00');

insert into workflow_definition (tenant, digest, spec, created) overriding system value values
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', E'\\x64e2efa0581a7030d65af1fcca861f5ac992788ce019cc00116d8abee322b9d4', E'\\x7b22696e707574223a7b227465787473223a7b2274797065223a226172726179222c226974656d73223a7b2274797065223a22737472696e67227d7d2c227061757365223a7b2274797065223a22737472696e67222c2264656661756c74223a223073227d7d2c227374657073223a5b7b226964223a22616c6c222c2265616368223a22247b696e7075742e74657874737d222c226173223a2274222c22636f6e63757272656e6379223a312c227374657073223a5b7b226964223a226d61736b222c2263616c6c223a22746578742e7069692e6d61736b222c2277697468223a7b2274657874223a22247b747d227d7d5d7d2c7b226964223a227061757365222c2277616974223a22247b696e7075742e70617573657d227d2c7b226964223a22746f74616c222c227472616e73666f726d223a22247b73697a6528616c6c297d227d5d2c226f7574707574223a22247b7b27636f756e74273a20746f74616c7d7d227d', '2026-11-21 19:51:18.017211+00'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', E'\\xe343a1acc448f58400993eda1e7c1f809d562b9a4b685ef71eb5d21d2b5bb678', E'\\x7b227374657073223a5b7b226964223a226973737565222c2263616c6c223a22747261636b65722e69737375652e637265617465222c2277697468223a7b2270726f6a656374223a226465627473222c227469746c65223a226c6f7374227d7d2c7b226964223a2273616964222c227472616e73666f726d223a22247b69737375652e6b65797d227d5d2c226f7574707574223a22247b736169647d227d', '2026-11-21 19:51:18.359001+00');

insert into api_key (id, tenant, name, secret_sha256, roles, created, expires, revoked, last_used, allow, deny) overriding system value values
  ('01a1ffa9-bbd1-701a-b0ba-24e0bf04238e', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'admin', E'\\x5d19b80289d1d05e9d0dcd44ee35b0b8cf7cc50549a8483917b80537f626411f', '{admin}', '2026-11-21 19:51:16.178247+00', NULL, NULL, '2026-11-21 19:51:18.190551+00', '{}', '{}'),
  ('01a1ffa9-bfd2-7ce1-a570-1f0889d12837', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'viewer', E'\\x21432efb7fca632abcfb10ab402c2b0f28d1acf345b1ed1d47b9d862b247490a', '{viewer}', '2026-11-21 19:51:17.202153+00', NULL, NULL, '2026-11-21 19:51:17.224655+00', '{}', '{}');

insert into console_session (token_sha256, tenant, api_key, created, expires) overriding system value values
  (E'\\x65b33b425a204acfb5eb736c00b282ac44618067274300a121f506b9752ec1cd', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-bbd1-701a-b0ba-24e0bf04238e', '2026-11-21 19:51:17.258837+00', '2026-11-22 07:51:17.258778+00');

insert into dispatched (tenant, key, decision, capability, provider, at) overriding system value values
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'lost', '01a1ffa9-c2c5-7347-8423-1def9bbf14d4', 'tracker.issue.create', 'tracking', '2026-11-21 19:51:17.960413+00');

insert into document (tenant, provider, collection, id, "position", body) overriding system value values
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'tracking', 'notes', 'a', '2', '{}'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'tracking', 'projects', 'p1', '1', '{"key": "debts", "name": "D"}');

insert into document_key (tenant, provider, collection, name, value, id) overriding system value values
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'tracking', 'notes', 'n', '1', 'a'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'tracking', 'projects', 'key', 'debts', 'p1');

insert into document_sequence (tenant, provider, name, last) overriding system value values
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'tracking', 'projects', '1');

insert into idempotency (tenant, key, request_sha256, use, response, created, expires) overriding system value values
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'made-up', E'\\xf57e40ce0ac2952cc6443ce027883e7c4a732874c82bb772f82693b410412773', '01a1ffa9-bc8c-709e-be34-9dd5ef9fe74f', E'\\x7b22737461747573223a3230302c2274797065223a226170706c69636174696f6e2f6a736f6e222c22626f6479223a227b5c226e616d655c223a5c2276656e646f725c222c5c2276657273696f6e5c223a327d227d', '2026-11-21 19:51:16.364637+00', '2026-11-22 19:51:16.364637+00'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'older', E'\\xde94003c21abf2a3cf60d02223b5f66b2f1465c2a847733ee5194856381a619c', '01a1ffa9-bc41-7780-b505-6b3f744c46f2', E'\\x7b22737461747573223a3230302c2274797065223a226170706c69636174696f6e2f6a736f6e222c22626f6479223a227b5c226e616d655c223a5c2276656e646f725c222c5c2276657273696f6e5c223a317d227d', '2026-11-21 19:51:16.289298+00', '2026-11-22 19:51:16.289298+00');

insert into ledger_window (tenant, kind, limit_id, window_start, leased) overriding system value values
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'budget', 'all', '1970-01-01 00:00:00+00', '50000000'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'quota', 'calls', '1970-01-01 00:00:00+00', '20');

insert into one_time_code (code_sha256, tenant, api_key, created, expires) overriding system value values
  (E'\\x9403552d21bc1d92e53db55c45a35f400d7a11f3b230c41be7bcc34261158fe8', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '01a1ffa9-bbd1-701a-b0ba-24e0bf04238e', '2026-11-21 19:51:17.303875+00', '2026-11-21 20:01:17.303845+00');

insert into resource (tenant, kind, id, version, spec, created, deleted) overriding system value values
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'budget', 'all', '1', '{"cap":"5.00","currency":"USD","period":"total","unpriced":"allow"}', '2026-11-21 19:51:16.418659+00', 'false'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'prices', 'list', '1', '{"currency":"USD","asOf":"2026-11-01","offers":{"talking/small-1":{"input":"1.00","output":"2.00","per":1000000}}}', '2026-11-21 19:51:16.418656+00', 'false'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'provider', 'masking', '1', '{"connector":"kept-text","config":{"key":{"secret":"vendor"}}}', '2026-11-21 19:51:16.418533+00', 'false'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'provider', 'talking', '1', '{"connector":"kept-chat","config":{},"models":["small-1"]}', '2026-11-21 19:51:16.418552+00', 'false'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'provider', 'tracking', '1', '{"connector":"kept-tracker","config":{}}', '2026-11-21 19:51:16.418631+00', 'false'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'quota', 'calls', '1', '{"calls":1000,"period":"total"}', '2026-11-21 19:51:16.418661+00', 'false'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'quota', 'gone', '1', '{"calls":1,"period":"day"}', '2026-11-21 19:51:17.1044+00', 'false'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'quota', 'gone', '2', '{}', '2026-11-21 19:51:17.168507+00', 'true'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'route', 'kept', '1', '{"when":{"capability":"text.pii.mask"},"use":["masking"],"capture":"full"}', '2026-11-21 19:51:16.41865+00', 'false'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'route', 'small', '1', '{"when":{"model":"small"},"use":["talking/small-1"]}', '2026-11-21 19:51:16.418654+00', 'false'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'workflow', 'asking', '1', '{"steps":[{"id":"issue","call":"tracker.issue.create","with":{"project":"debts","title":"lost"}},{"id":"said","transform":"${issue.key}"}],"output":"${said}"}', '2026-11-21 19:51:16.418666+00', 'false'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'workflow', 'report', '1', '{"input":{"texts":{"type":"array","items":{"type":"string"}},"pause":{"type":"string","default":"0s"}},"steps":[{"id":"all","each":"${input.texts}","as":"t","concurrency":1,"steps":[{"id":"mask","call":"text.pii.mask","with":{"text":"${t}"}}]},{"id":"pause","wait":"${input.pause}"},{"id":"total","transform":"${size(all)}"}],"output":"${{''count'': total}}"}', '2026-11-21 19:51:16.418664+00', 'false');

insert into run (id, tenant, born, workflow, version, definition_digest, input_digest, principal, principal_name, principal_type, door, labels, state, created, started, finished, input, engine, output, failure, progress) overriding system value values
  ('01a1ffa9-c2ff-7ae2-b88f-ef7bb04a0bfc', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2026-11-21', 'report', '1', E'\\x64e2efa0581a7030d65af1fcca861f5ac992788ce019cc00116d8abee322b9d4', E'\\x8b34e1b723070bc5261f0e8b8088c555c44255b8f16f8d4cdf5be334df5d59af', '01a1ffa9-bbd1-701a-b0ba-24e0bf04238e', 'admin', 'SERVICE', 'rest', '{}', 'succeeded', '2026-11-21 19:51:18.017211+00', '2026-11-21 19:51:18.017211+00', '2026-11-21 19:51:18.183627+00', E'\\x7b227465787473223a5b2261222c2262225d2c227061757365223a223073227d', '3', E'\\x7b22636f756e74223a327d', NULL, E'\\x7b2276223a312c22646f6e65223a322c22746f74616c223a322c226e6f646573223a5b7b226e6f6465223a302c227068617365223a22737563636565646564222c22746f74616c223a322c2273746172746564223a322c22737563636565646564223a322c226661696c6564223a302c2266726f6d223a313739353239303637383036373132332c2261726d73223a7b7d7d2c7b226e6f6465223a312c227068617365223a22737563636565646564222c22746f74616c223a302c2273746172746564223a322c22737563636565646564223a322c226661696c6564223a302c22703530223a31373932302c22703935223a34383132382c2266726f6d223a313739353239303637383038373039392c22746f223a313739353239303637383135333730302c2261726d73223a7b7d7d2c7b226e6f6465223a322c227068617365223a22737563636565646564222c22746f74616c223a302c2273746172746564223a312c22737563636565646564223a312c226661696c6564223a302c22703530223a32333034302c22703935223a32333034302c2266726f6d223a313739353239303637383135343136382c22746f223a313739353239303637383137363937392c2261726d73223a7b7d7d2c7b226e6f6465223a332c227068617365223a22737563636565646564222c22746f74616c223a302c2273746172746564223a312c22737563636565646564223a312c226661696c6564223a302c22703530223a353234382c22703935223a353234382c2266726f6d223a313739353239303637383137373332302c22746f223a313739353239303637383138323533302c2261726d73223a7b7d7d5d7d'),
  ('01a1ffa9-c456-702f-ba66-bb7f98f5aaff', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2026-11-21', 'asking', '1', E'\\xe343a1acc448f58400993eda1e7c1f809d562b9a4b685ef71eb5d21d2b5bb678', E'\\x4f87b0ee10cd29d1a5b9fc69e60df9804e6a0d83c01ac3363a72776f56b893e5', '01a1ffa9-bbd1-701a-b0ba-24e0bf04238e', 'admin', 'SERVICE', 'rest', '{}', 'waiting', '2026-11-21 19:51:18.359001+00', '2026-11-21 19:51:18.359001+00', NULL, E'\\x7b7d', '3', NULL, NULL, NULL),
  ('01a1ffa9-c4bf-775a-bef5-e43143e545a0', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2026-11-21', 'report', '1', E'\\x64e2efa0581a7030d65af1fcca861f5ac992788ce019cc00116d8abee322b9d4', E'\\x0e4827dc78e48b1d60b997856405133c4ffc0ede30e6728fa560197800083ee6', '01a1ffa9-bbd1-701a-b0ba-24e0bf04238e', 'admin', 'SERVICE', 'rest', '{}', 'cancelled', '2026-11-21 19:51:18.463734+00', '2026-11-21 19:51:18.463734+00', '2026-11-21 19:51:18.828493+00', E'\\x7b227465787473223a5b2261222c2262225d2c227061757365223a223168227d', '3', NULL, E'\\x7b22636f6465223a2263616e63656c6c6564222c2263617465676f7279223a2263616c6c6572222c22726574727961626c65223a66616c73652c226170706c696564223a226e6f222c226d657373616765223a2263616e63656c6c65642062792061646d696e222c226669656c6473223a7b7d2c2273746570223a6e756c6c7d', E'\\x7b2276223a312c22646f6e65223a322c22746f74616c223a322c226e6f646573223a5b7b226e6f6465223a302c227068617365223a22737563636565646564222c22746f74616c223a322c2273746172746564223a322c22737563636565646564223a322c226661696c6564223a302c2266726f6d223a313739353239303637383736323636312c2261726d73223a7b7d7d2c7b226e6f6465223a312c227068617365223a22737563636565646564222c22746f74616c223a302c2273746172746564223a322c22737563636565646564223a322c226661696c6564223a302c22703530223a373830382c22703935223a33353834302c2266726f6d223a313739353239303637383736343038372c22746f223a313739353239303637383830383335302c2261726d73223a7b7d7d2c7b226e6f6465223a322c227068617365223a22736b6970706564222c22746f74616c223a302c2273746172746564223a312c22737563636565646564223a302c226661696c6564223a302c2266726f6d223a313739353239303637383830383439332c2261726d73223a7b7d7d2c7b226e6f6465223a332c227068617365223a22736b6970706564222c22746f74616c223a302c2273746172746564223a302c22737563636565646564223a302c226661696c6564223a302c2261726d73223a7b7d7d5d7d'),
  ('01a1ffa9-c67b-7da4-9527-f5955a51402f', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2026-11-21', 'report', '1', E'\\x64e2efa0581a7030d65af1fcca861f5ac992788ce019cc00116d8abee322b9d4', E'\\x79edbe61d55ada4827b14369334b517675b61a6ad15f6272699a360f3932750f', '01a1ffa9-bbd1-701a-b0ba-24e0bf04238e', 'admin', 'SERVICE', 'rest', '{}', 'waiting', '2026-11-21 19:51:18.908072+00', '2026-11-21 19:51:18.908072+00', NULL, E'\\x7b227465787473223a5b2261222c2262225d2c227061757365223a22363073227d', '3', NULL, NULL, NULL),
  ('01a1ffa9-c6b9-7963-8fa0-db466af4eeb9', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2026-11-21', 'report', '1', E'\\x64e2efa0581a7030d65af1fcca861f5ac992788ce019cc00116d8abee322b9d4', E'\\x8b34e1b723070bc5261f0e8b8088c555c44255b8f16f8d4cdf5be334df5d59af', '01a1ffa9-bbd1-701a-b0ba-24e0bf04238e', 'admin', 'SERVICE', 'rest', '{}', 'succeeded', '2026-11-21 19:51:18.969421+00', '2026-11-21 19:51:18.969421+00', '2026-11-21 19:51:18.988877+00', E'\\x7b227465787473223a5b2261222c2262225d2c227061757365223a223073227d', '3', E'\\x7b22636f756e74223a327d', NULL, E'\\x7b2276223a312c22646f6e65223a322c22746f74616c223a322c226e6f646573223a5b7b226e6f6465223a302c227068617365223a22737563636565646564222c22746f74616c223a322c2273746172746564223a322c22737563636565646564223a322c226661696c6564223a302c2266726f6d223a313739353239303637383937303933342c2261726d73223a7b7d7d2c7b226e6f6465223a312c227068617365223a22737563636565646564222c22746f74616c223a302c2273746172746564223a322c22737563636565646564223a322c226661696c6564223a302c22703530223a333634382c22703935223a383434382c2266726f6d223a313739353239303637383937313137332c22746f223a313739353239303637383938333234342c2261726d73223a7b7d7d2c7b226e6f6465223a322c227068617365223a22737563636565646564222c22746f74616c223a302c2273746172746564223a312c22737563636565646564223a312c226661696c6564223a302c22703530223a353234382c22703935223a353234382c2266726f6d223a313739353239303637383938333335352c22746f223a313739353239303637383938383534342c2261726d73223a7b7d7d2c7b226e6f6465223a332c227068617365223a22737563636565646564222c22746f74616c223a302c2273746172746564223a312c22737563636565646564223a312c226661696c6564223a302c22703530223a3133322c22703935223a3133322c2266726f6d223a313739353239303637383938383634372c22746f223a313739353239303637383938383737382c2261726d73223a7b7d7d5d7d');

insert into run_event_aside (run, seq, tenant, node, path, round, kind, payload, at, moved, moved_by, reason) overriding system value values
  ('01a1ffa9-c4bf-775a-bef5-e43143e545a0', '1', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '0', '{}', '0', '94', E'\\x7b2276223a312c2273746172746564223a313739353239303637383437363333352c22636f756e74223a327d', '2026-11-21 19:51:18.476544+00', '2026-11-21 19:51:18.724134+00', 'admin', 'a damaged disk'),
  ('01a1ffa9-c4bf-775a-bef5-e43143e545a0', '2', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '1', '{0}', '0', '1', E'\\x7b2276223a312c2273746172746564223a313739353239303637383437363733302c226465636973696f6e223a2230316131666661392d633463642d373961662d613236632d613736653831333366613061222c226f7574707574223a7b2274657874223a22612070752d6564616d222c2266696e64696e6773223a5b5d7d7d', '2026-11-21 19:51:18.503167+00', '2026-11-21 19:51:18.724134+00', 'admin', 'a damaged disk'),
  ('01a1ffa9-c4bf-775a-bef5-e43143e545a0', '3', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '1', '{1}', '0', '1', E'\\x7b2276223a312c2273746172746564223a313739353239303637383530333430342c226465636973696f6e223a2230316131666661392d633466302d373364372d626238392d376139376338376433313633222c226f7574707574223a7b2274657874223a22622070752d6564616d222c2266696e64696e6773223a5b5d7d7d', '2026-11-21 19:51:18.536699+00', '2026-11-21 19:51:18.724134+00', 'admin', 'a damaged disk'),
  ('01a1ffa9-c4bf-775a-bef5-e43143e545a0', '4', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', '2', '{}', '0', '7', E'\\x7b2276223a312c2273746172746564223a313739353239303637383533363834342c22647565223a313739353239343237383533363834347d', '2026-11-21 19:51:18.537225+00', '2026-11-21 19:51:18.724134+00', 'admin', 'a damaged disk');

insert into secret (tenant, name, version, key_id, ciphertext, created) overriding system value values
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'vendor', '1', '1094767369', E'\\x00000043014140d3092cf31282ba90303190c880d21672d8d0e9b584fa978bb3ffc6ec7c7be79ccc0988c364641b75e0aa817152f95fed39d5b9556303d89da8aa09d51422cf732879f96f0b20414de962825306c09a16596e28cd995d5348687e31fd5f27dd1be0', '2026-11-21 19:51:16.344528+00'),
  ('01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'vendor', '2', '1094767369', E'\\x00000043014140d309ca01ef5604929aad6b1b6b0ccfe4744b7b0f4ab52799c7f0c558758d1bbc757f0f867a073928135c7cafaf5c3120d0efcfdc1fe8c3a78a1fa063a2d9ee0cde1d8e197af5a0fb0da7e2d698c8735a50c8c29da4c11d205990a9373784a0bc9b6413', '2026-11-21 19:51:16.377586+00');

insert into ledger_slice (id, tenant, kind, limit_id, window_start, process, amount, opened, settled, overrun, closed) overriding system value values
  ('01a1ffa9-c097-72b1-9b8c-29dbd437c957', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'budget', 'all', '1970-01-01 00:00:00+00', '01a1ffa9-b301-78ec-b6ea-916b93cf138c', '50000000', '2026-11-21 19:51:17.434953+00', NULL, NULL, NULL),
  ('01a1ffa9-c097-74f5-a27d-7df55fae0260', '01a1ffa9-bbcf-7d8a-9d35-855ca72d1cc5', 'quota', 'calls', '1970-01-01 00:00:00+00', '01a1ffa9-b301-78ec-b6ea-916b93cf138c', '20', '2026-11-21 19:51:17.40441+00', NULL, NULL, NULL);

select setval('document_position_seq', 2);
