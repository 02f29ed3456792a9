-- Approvals that are listed and withdrawn, and what processes use of what they lease: relay.ledger

-- What the window was of, as far as its start does not tell; null in those of before.
alter table threshold_approval add column period text;
alter table threshold_approval add column currency text;
alter table threshold_approval add column window_end timestamptz;
-- Who ended it before its window was over.
alter table threshold_approval add column withdrawn timestamptz;
alter table threshold_approval add column withdrawn_by uuid;
alter table threshold_approval add column withdrawn_name text;
alter table threshold_approval add column withdrawn_reason text;
create index on threshold_approval (tenant, at, id);
grant update on threshold_approval to auterity_app;

-- Servers hear of approvals and of their end: platform.database.ChangeFeed.
create trigger tell after insert or update on threshold_approval
  for each row execute function tell_tenants_change('approval');

-- What a process has said last that it spent or holds of its slice, and when.
alter table ledger_slice add column used bigint not null default 0 check (used >= 0);
alter table ledger_slice add column used_at timestamptz;
