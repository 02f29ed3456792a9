-- The road: what is leased of each limit, writes under way, decisions.

-- Limits ------------------------------------------------------------------------------------------

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

-- Writes under way --------------------------------------------------------------------------------

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

-- Decisions ---------------------------------------------------------------------------------------

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
