-- Days whose partitions stay whatever their age. What else needs a day replaces this function.
create function days_in_use() returns setof date
  language sql stable
  as 'select null::date where false';

-- As before, but keeps some days.
create function drop_day_partitions(today date, kept date[]) returns int
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  old regclass;
  dropped int := 0;
begin
  set local lock_timeout = '2s';
  for old in
    with part as materialized (  -- Only names of partitions end with a day.
      select i.inhrelid, d.keep_days, right(c.relname, 8) as day
      from day_partitioned d
      join pg_inherits i on i.inhparent = d.relation
      join pg_class c on c.oid = i.inhrelid)
    select inhrelid::regclass from part
    where to_date(day, 'YYYYMMDD') < today - keep_days
      and to_date(day, 'YYYYMMDD') <> all (kept)
  loop
    execute format('drop table %s', old);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

revoke all on function days_in_use(), drop_day_partitions(date, date[]) from public;
grant execute on function days_in_use(), drop_day_partitions(date, date[]) to auterity_engine;
