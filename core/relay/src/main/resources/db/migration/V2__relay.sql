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
