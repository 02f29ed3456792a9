-- The default provider of a kind of a tenant: platform.provider.life

create table provider_default (
  tenant uuid not null references tenant,
  kind text not null,
  -- One that is gone stands here until the tenant says which of the others follows it. Where a kind
  -- has no row, its provider that was applied first is the default.
  provider text not null,
  primary key (tenant, kind)
);
select protect('provider_default');
grant select, insert, update, delete on provider_default to auterity_app;

create trigger tell after insert or update or delete on provider_default
  for each row execute function tell_tenants_change('provider_default');
