-- Texts of resources as they were written: platform.resource

-- Of a version that was sent as YAML, where its kind keeps texts. What means the same and is written
-- otherwise replaces the text of its version.
create table resource_text (
  tenant uuid not null,
  kind text not null,
  id text not null,
  version int not null,
  text text not null,
  primary key (tenant, kind, id, version),
  foreign key (tenant, kind, id, version) references resource
);
select protect('resource_text');
grant select, insert, update (text) on resource_text to auterity_app;
