-- Which kept answers may be found, wherever servers share them: relay.cache

-- Of a tenant, by its id, or of one of its routes, by a name that is made of both. An answer is kept
-- under the generations that its call saw when it began, and found only under these.
create table cache_generation (
  tenant uuid not null references tenant,
  named uuid not null,
  generation uuid not null,
  primary key (tenant, named)
);
select protect('cache_generation');
grant select, insert, update on cache_generation to auterity_app;

create function tell_generation() returns trigger
  language plpgsql as $$
begin
  perform pg_notify('auterity_changes', 'generation ' || new.named);
  return null;
end $$;
create trigger tell after insert or update on cache_generation
  for each row execute function tell_generation();

-- What was answered under another secret, provider, route or price list is not found any more, not
-- even when these are later as they were. A process knows its resources, and is told of secrets.
create function renew_cache() returns trigger
  language plpgsql as $$
begin
  insert into cache_generation (tenant, named, generation)
  select tenant, tenant, gen_random_uuid() from changed where tenant = current_tenant() group by tenant
  on conflict (tenant, named) do update set generation = excluded.generation;
  perform pg_notify('auterity_changes', 'cache ' || current_tenant());
  return null;
end $$;
create trigger renew_cache after insert on secret
  referencing new table as changed
  for each statement execute function renew_cache();
create trigger renew_cache_of_deleted after delete on secret
  referencing old table as changed
  for each statement execute function renew_cache();

create function renew_cache_of_configured() returns trigger
  language plpgsql as $$
begin
  insert into cache_generation (tenant, named, generation)
  select tenant, tenant, gen_random_uuid() from changed
  where tenant = current_tenant() and kind in ('provider', 'route', 'prices') group by tenant
  on conflict (tenant, named) do update set generation = excluded.generation;
  return null;
end $$;
create trigger renew_cache after insert on resource
  referencing new table as changed
  for each statement execute function renew_cache_of_configured();
