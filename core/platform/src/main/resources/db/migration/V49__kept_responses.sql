-- Answers that callers of /v1/responses come back to, with what they answer, until they expire:
-- relay.capture. A tenant keeps so many bytes of them; what is older goes.
create table kept_response (
  tenant uuid not null references tenant,
  decision uuid not null,
  expires timestamptz not null,
  -- How many bytes the tenant had ever kept before it.
  before bigint not null,
  sealed bytea not null,
  primary key (tenant, decision)
);
-- Its bytes are packed and encrypted already.
alter table kept_response alter column sealed set storage external;
create index on kept_response (tenant, before);
create index on kept_response (expires);
select protect('kept_response'), admit_engine('kept_response');
grant select, delete on kept_response to auterity_app;
grant select, insert, delete on kept_response to auterity_engine;

-- How many bytes each tenant has ever kept.
create table kept_response_bytes (
  tenant uuid primary key references tenant,
  bytes bigint not null
);
select protect('kept_response_bytes'), admit_engine('kept_response_bytes');
grant select, insert, update on kept_response_bytes to auterity_engine;
