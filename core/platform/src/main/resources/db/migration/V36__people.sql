-- People whom issuers outside know: control.access, control.identity. A person is a principal as an
-- API key is, with grants and sessions, and no secret opens it; their name is nobody's but theirs.
alter table api_key add column person boolean not null default false;
alter table api_key drop constraint api_key_tenant_name_key;
create unique index api_key_tenant_name_key on api_key (tenant, name) where not person;

-- Whom an issuer means: one person may be known to several.
create table identity (
  tenant uuid not null references tenant,
  id uuid not null,
  issuer text not null,
  subject text not null,
  -- The resource by which it was seen last.
  way text not null,
  person uuid not null references api_key,
  name text not null,
  linked timestamptz not null,
  seen timestamptz not null,
  primary key (tenant, issuer, subject),
  unique (tenant, id)
);
create index on identity (tenant, person);
select protect('identity');
grant select, insert, update, delete on identity to auterity_app;

-- An issuer's client is one tenant's, whichever others would like to use it.
create table issuer_client (
  tenant uuid not null references tenant,
  issuer text not null,
  client text not null,
  way text not null,
  primary key (issuer, client)
);
create index on issuer_client (tenant, way);
select protect('issuer_client'), admit_engine('issuer_client');
grant select, insert, update, delete on issuer_client to auterity_app;
grant select on issuer_client to auterity_engine;

-- What signs in once, by its digest.
create table sign_in_ticket (
  tenant uuid not null references tenant,
  digest bytea not null,
  expires timestamptz not null,
  primary key (tenant, digest)
);
create index on sign_in_ticket (expires);
select protect('sign_in_ticket'), admit_engine('sign_in_ticket');
grant select, insert on sign_in_ticket to auterity_app;
grant select, delete on sign_in_ticket to auterity_engine;
