-- What the rules gave each account when it signed in last: a person has what all of theirs give.
alter table identity
  -- Null until it signs in again.
  add column roles text[];
