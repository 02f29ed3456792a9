-- What one server changes the others on the same database hear of, when it is committed:
-- platform.database.ChangeFeed. A note names what was changed and an id, "resource 0190…".

create function tell_tenants_change() returns trigger
  language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform pg_notify('auterity_changes', tg_argv[0] || ' ' || old.tenant);
  else
    perform pg_notify('auterity_changes', tg_argv[0] || ' ' || new.tenant);
  end if;
  return null;
end $$;

create function tell_change() returns trigger
  language plpgsql as $$
begin
  perform pg_notify('auterity_changes', tg_argv[0] || ' ' || new.id);
  return null;
end $$;

create trigger tell after insert on resource
  for each row execute function tell_tenants_change('resource');
create trigger tell after insert or update or delete on secret
  for each row execute function tell_tenants_change('secret');
create trigger tell after delete on console_session
  for each row execute function tell_tenants_change('session');

-- Not of each use that is noted.
create trigger tell after update on api_key
  for each row
  when ((old.name, old.secret_sha256, old.roles, old.expires, old.revoked, old.allow, old.deny,
         old.owner, old.holder, old.labels, old.models, old.doors, old.former_sha256, old.former_until)
    is distinct from
        (new.name, new.secret_sha256, new.roles, new.expires, new.revoked, new.allow, new.deny,
         new.owner, new.holder, new.labels, new.models, new.doors, new.former_sha256, new.former_until))
  execute function tell_change('key');
