-- Test cases of workflows: workflow.testcase

-- An input, pins in place of what is outside, and the end that is expected. It goes with the id of a
-- workflow, so that it is there before the workflow is in force, and after.
create table workflow_case (
  tenant uuid not null references tenant,
  workflow text not null check (length(workflow) between 1 and 63),
  name text not null check (length(name) between 1 and 63),
  content text not null check (length(content) <= 262144),
  by text not null,
  at timestamptz not null,
  primary key (tenant, workflow, name)
);
select protect('workflow_case');
grant select, insert, update, delete on workflow_case to auterity_app;
