-- What calls under way hold, apart from what ended ones spent: relay.ledger

-- Of what a process has said last that it uses, what its calls held then.
alter table ledger_slice add column held bigint not null default 0 check (held >= 0);
