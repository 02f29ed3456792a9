-- A run that is not over needs its journal: without it, it would begin again.
create or replace function days_in_use() returns setof date
  language sql stable
  as 'select distinct born from run where finished is null';
