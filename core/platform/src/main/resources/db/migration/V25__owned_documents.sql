-- Documents belong to a provider, not to whatever has its name: platform.provider

-- A provider from the time it is first applied until it is deleted; one of the same name that comes
-- later is another.
create table document_owner (
  tenant uuid not null references tenant,
  id uuid not null default gen_random_uuid(),
  provider text not null,
  primary key (tenant, id),
  unique (tenant, provider)
);

-- The owner of the tables sees no tenant's rows otherwise.
alter table resource no force row level security;
alter table document no force row level security;
alter table document_key no force row level security;
alter table document_sequence no force row level security;

insert into document_owner (tenant, provider)
  select tenant, id from resource_head where kind = 'provider' and not deleted;

alter table document add column owner uuid;
alter table document_key add column owner uuid;
alter table document_sequence add column owner uuid;
update document set owner = o.id from document_owner o
  where o.tenant = document.tenant and o.provider = document.provider;
update document_key set owner = o.id from document_owner o
  where o.tenant = document_key.tenant and o.provider = document_key.provider;
update document_sequence set owner = o.id from document_owner o
  where o.tenant = document_sequence.tenant and o.provider = document_sequence.provider;
delete from document where owner is null;
delete from document_sequence where owner is null;

-- With the column go the keys and indexes that it is part of.
alter table document_key drop column provider cascade;
alter table document drop column provider cascade;
alter table document_sequence drop column provider cascade;

alter table document
  alter column owner set not null,
  add primary key (tenant, owner, collection, id),
  add foreign key (tenant, owner) references document_owner on delete cascade;
create unique index on document (tenant, owner, collection, position);

alter table document_key
  alter column owner set not null,
  add primary key (tenant, owner, collection, name, value),
  add foreign key (tenant, owner, collection, id) references document on delete cascade;
create index on document_key (tenant, owner, collection, id);

alter table document_sequence
  alter column owner set not null,
  add primary key (tenant, owner, name),
  add foreign key (tenant, owner) references document_owner on delete cascade;

alter table resource force row level security;
alter table document force row level security;
alter table document_key force row level security;
alter table document_sequence force row level security;

-- Where a document stood that was deleted of late, so that a list goes on behind it.
create table document_gone (
  tenant uuid not null,
  owner uuid not null,
  collection text not null,
  id text not null,
  position bigint not null,
  deleted timestamptz not null,
  primary key (tenant, owner, collection, id),
  foreign key (tenant, owner) references document_owner on delete cascade
);
create index on document_gone (tenant, owner, deleted);

select protect('document_owner'), protect('document_gone');
grant select, insert, update, delete on document_owner, document_gone to auterity_app;

create function follow_provider() returns trigger
  language plpgsql as $$
begin
  if new.deleted then
    delete from document_owner where tenant = new.tenant and provider = new.id;
  else
    insert into document_owner (tenant, provider) values (new.tenant, new.id)
      on conflict (tenant, provider) do nothing;
  end if;
  return null;
end $$;
create trigger own after insert on resource
  for each row when (new.kind = 'provider') execute function follow_provider();
