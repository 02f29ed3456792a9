-- Types of events that steps of definitions await by which runs go: workflow.event
-- Events of them are kept, whatever a server has in memory.
create table awaited_type (
  tenant uuid not null references tenant,
  type text not null,
  primary key (tenant, type)
);

-- Of definitions that are there already: each that stands in them, also one that a trigger waits
-- for. The owner of the table sees no tenant's rows otherwise.
alter table workflow_definition no force row level security;
insert into awaited_type (tenant, type)
select distinct d.tenant, found.words[1]
from workflow_definition d, regexp_matches(
  convert_from(d.spec, 'UTF8'), '"event"\s*:\s*"([^"\\]{1,250})"', 'g') as found (words);
alter table workflow_definition force row level security;

select protect('awaited_type');
grant select, insert on awaited_type to auterity_app;
