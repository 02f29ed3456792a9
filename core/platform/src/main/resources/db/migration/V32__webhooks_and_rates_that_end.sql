-- What goes with a webhook is deleted some at a time, and what vendors asked for is not kept for
-- ever: connector.webhook, platform.rate
alter table webhook
  -- Since when a delivery was verified by the secret; until then a handshake may give another one.
  add secret_used timestamptz default now(),
  -- Whether it came, or is awaited, with a handshake of the vendor.
  add handshaken boolean not null default false;
alter table webhook alter column secret_used drop default;

alter table webhook_delivery drop constraint webhook_delivery_tenant_webhook_fkey;
alter table webhook_hour drop constraint webhook_hour_tenant_webhook_fkey;

-- Webhooks of which deliveries or counts are left.
create table webhook_gone (
  tenant uuid not null,
  webhook uuid not null,
  primary key (tenant, webhook)
);
select protect('webhook_gone'), admit_engine('webhook_gone');
create policy noted on webhook_gone for insert to current_user with check (true);
grant select, delete on webhook_gone to auterity_engine;

create function note_webhook_gone() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into webhook_gone (tenant, webhook) values (old.tenant, old.id);
  return null;
end $$;
revoke all on function note_webhook_gone() from public;
create trigger gone after delete on webhook for each row execute function note_webhook_gone();

select admit_engine('rate_rest'), admit_engine('rate_grant');
grant select, delete on rate_rest, rate_grant to auterity_engine;
create index on rate_rest (until);
create index on rate_grant (counts_until);
