-- Drafts of workflows: workflow.editor

-- A text that is not in force, and may hold mistakes. It is published in place of the version that it
-- follows; each saving has a number, so that one who read an earlier one replaces nothing.
create table workflow_draft (
  tenant uuid not null references tenant,
  id text not null check (length(id) between 1 and 63),
  text text not null check (length(text) <= 1000000),
  follows int not null check (follows >= 0),
  revision int not null check (revision > 0),
  by text not null,
  at timestamptz not null,
  primary key (tenant, id)
);
select protect('workflow_draft');
grant select, insert, update, delete on workflow_draft to auterity_app;
