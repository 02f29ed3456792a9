-- What nothing reads of a decision's row: it stands in the body. A server of the version before
-- writes it still, so the columns stay until no such server can be beside a newer one.
alter table decision
  alter column marks drop not null,
  alter column door drop not null,
  alter column principal drop not null,
  alter column road drop not null;
