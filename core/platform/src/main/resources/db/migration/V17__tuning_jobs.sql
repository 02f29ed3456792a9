-- Jobs that train models further, which callers of the gateway began: gateway.tuning

-- A job stays with its provider and its owner. It lies nowhere until its provider has taken it;
-- what it trained is billed once.
create table ai_tuning (
  id uuid primary key,
  tenant uuid not null references tenant,
  owner uuid not null,
  model text not null,
  training_file uuid not null,
  validation_file uuid,
  created timestamptz not null,
  provider text,
  job text,
  ended timestamptz,
  told text,
  trained bigint not null default 0 check (trained >= 0),
  billed boolean not null default false,
  check ((provider is null) = (job is null)),
  check ((ended is null) = (told is null))
);
create index on ai_tuning (tenant, owner, id);
select protect('ai_tuning');
grant select, insert, update, delete on ai_tuning to auterity_app;
