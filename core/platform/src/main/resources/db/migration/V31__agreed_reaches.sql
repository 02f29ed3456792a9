-- How far tenants let the connectors of their providers reach: platform.provider.life

create table provider_agreement (
  tenant uuid not null references tenant,
  provider text not null,
  -- Which of the providers that have had the name.
  life bigint not null,
  connector text not null,
  -- Places in the words of a manifest, and those that get the credential.
  hosts text[] not null,
  credential text[] not null,
  -- Null where it was agreed to by applying the provider.
  author text,
  agreed timestamptz not null default now(),
  primary key (tenant, provider)
);
select protect('provider_agreement');
grant select, insert, update on provider_agreement to auterity_app;

create trigger tell after insert or update on provider_agreement
  for each row execute function tell_tenants_change('agreement');
