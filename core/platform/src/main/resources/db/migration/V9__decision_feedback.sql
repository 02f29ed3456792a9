-- What callers say that answers were worth, as long as their decisions are kept: relay.decision.

create table decision_feedback (
  -- The decision's day.
  born date not null,
  decision uuid not null,
  tenant uuid not null,
  -- Whoever says so, by id and by name: each says one thing of a decision, the last that was said.
  giver uuid not null,
  giver_name text not null,
  score double precision not null check (score between 0 and 1),
  given timestamptz not null,
  primary key (born, decision, giver)
) partition by range (born);
select protect('decision_feedback');
grant select, insert, update on decision_feedback to auterity_app;
select keep_by_day('decision_feedback', 'decisions');

-- The days of decisions of before.
select ensure_day_partitions(
  'decision_feedback', min(to_date(right(c.relname, 8), 'YYYYMMDD')), (now() at time zone 'UTC')::date)
from pg_inherits i join pg_class c on c.oid = i.inhrelid
where i.inhparent = 'decision'::regclass;
