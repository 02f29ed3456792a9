-- How a provider stood when its tenant was told of it last: platform.provider
create table provider_state (
  tenant uuid not null,
  owner uuid not null,
  state text not null check (state in ('connected', 'degraded', 'error', 'disabled', 'held')),
  since timestamptz not null,
  primary key (tenant, owner),
  foreign key (tenant, owner) references document_owner on delete cascade
);
select protect('provider_state');
grant select, insert, update, delete on provider_state to auterity_app;
