-- What answers of calls and of copies of them were worth, for routes that learn: relay.learn

create table judged_pair (
  -- The day of the call that was copied.
  born date not null,
  call uuid not null,
  tenant uuid not null,
  copy_born date not null,
  copy uuid not null,
  -- The offer whose answer was taken as right.
  judge text not null,
  score double precision not null check (score between 0 and 1),
  copy_score double precision not null check (copy_score between 0 and 1),
  given timestamptz not null,
  primary key (born, call)
) partition by range (born);
select protect('judged_pair');
grant select, insert on judged_pair to auterity_app;
select keep_by_day('judged_pair', 'decisions');
create index on judged_pair (tenant, given);
