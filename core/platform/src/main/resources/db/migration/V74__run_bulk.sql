-- One verb for many runs at one time: workflow.bulk

create table run_bulk (
  tenant uuid not null references tenant,
  id uuid not null,
  verb text not null,
  -- Who asked for it.
  principal uuid not null,
  principal_name text not null,
  principal_type text not null,
  -- The runs that were found then, oldest first, and how many of them have had their turn.
  runs uuid[] not null check (cardinality(runs) <= 10000),
  position int not null default 0,
  refused int not null default 0,
  -- JSON of the first refusals.
  problems text not null default '[]',
  created timestamptz not null,
  -- When it was over, and who stopped it before its end.
  ended timestamptz,
  stopped_by text,
  primary key (tenant, id)
);
select protect('run_bulk');
grant select, insert, update, delete on run_bulk to auterity_app;
