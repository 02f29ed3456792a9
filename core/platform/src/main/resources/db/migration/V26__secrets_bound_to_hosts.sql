-- The hosts that a secret may be sent to, of all its versions: platform.secret. One without a row
-- may go anywhere.
create table secret_binding (
  tenant uuid not null references tenant,
  name text not null,
  hosts text[] not null check (cardinality(hosts) between 1 and 20),
  primary key (tenant, name)
);
select protect('secret_binding');
grant select, insert, update, delete on secret_binding to auterity_app;
create trigger tell after insert or update or delete on secret_binding
  for each row execute function tell_tenants_change('secret');
