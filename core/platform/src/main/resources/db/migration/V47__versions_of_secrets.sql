-- Who stored each version of a secret, by name; unknown of those of before. How long former versions
-- are kept is a setting, and the platform forgets them: platform.secret.
alter table secret add column author text;
grant delete on secret to auterity_engine;

-- Nothing was answered under a former version, so that what is kept is found further when one goes.
create function renew_cache_of_gone_secret() returns trigger
  language plpgsql as $$
begin
  if exists (
    select from changed c where not exists (
      select from secret s
      where s.tenant = c.tenant and s.name = c.name and s.version > c.version)) then
    insert into cache_generation (tenant, named, generation)
    select tenant, tenant, gen_random_uuid() from changed where tenant = current_tenant() group by tenant
    on conflict (tenant, named) do update set generation = excluded.generation;
    perform pg_notify('auterity_changes', 'cache ' || current_tenant());
  end if;
  return null;
end $$;
drop trigger renew_cache_of_deleted on secret;
create trigger renew_cache_of_deleted after delete on secret
  referencing old table as changed
  for each statement execute function renew_cache_of_gone_secret();
