-- Thresholds of budgets: relay.ledger

-- What was told of a window, so that it is told once, whichever process sees it and however often.
create table threshold_notice (
  tenant uuid not null references tenant,
  kind text not null,
  limit_id text not null,
  window_start timestamptz not null,
  thousandths int not null,
  at timestamptz not null,
  primary key (tenant, kind, limit_id, window_start, thousandths)
);
select protect('threshold_notice');
grant select, insert on threshold_notice to auterity_app;

-- What calls of a window may use beyond a threshold that asks; without an amount, all of the cap.
create table threshold_approval (
  id uuid primary key,
  tenant uuid not null references tenant,
  kind text not null,
  limit_id text not null,
  window_start timestamptz not null,
  amount bigint check (amount > 0),
  principal uuid not null,
  principal_name text not null,
  reason text,
  at timestamptz not null
);
create index on threshold_approval (tenant, kind, limit_id, window_start);
select protect('threshold_approval');
grant select, insert on threshold_approval to auterity_app;
