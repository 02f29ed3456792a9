-- Jobs that train models further are followed to their end, whoever looks at them: gateway.tuning

-- For whom a job is billed, and in which language it is told of.
alter table ai_tuning add column owner_name text not null default '';
alter table ai_tuning add column owner_type text not null default 'SERVICE';
alter table ai_tuning add column dialect text not null default 'openai';
alter table ai_tuning add column labels text;
-- By what it is estimated where nobody tells what was trained.
alter table ai_tuning add column bytes bigint not null default 0 check (bytes >= 0);
alter table ai_tuning add column epochs int check (epochs > 0);

-- What was told last stands there before the end as well; an older answer does not replace it.
alter table ai_tuning drop constraint ai_tuning_check1;
alter table ai_tuning add check (ended is null or told is not null);
alter table ai_tuning add column told_at timestamptz;

-- The decision that bills it is named before it is made: made again it is the same one.
alter table ai_tuning add column bill uuid;
alter table ai_tuning add column estimated boolean not null default false;
-- What its provider told after it was billed, where that is something else.
alter table ai_tuning add column revised bigint check (revised >= 0);
-- When nothing was left to be done for it.
alter table ai_tuning add column settled timestamptz;

-- Whoever has the lease follows a job, and nobody else.
alter table ai_tuning add column due timestamptz not null default now();
alter table ai_tuning add column failures int not null default 0;
alter table ai_tuning add column lease_owner uuid;
alter table ai_tuning add column lease_until timestamptz;
create index on ai_tuning (due) where settled is null;
create index on ai_tuning (settled);
select admit_engine('ai_tuning');
grant select, delete, update (lease_owner, lease_until) on ai_tuning to auterity_engine;
