-- Uses of templates: workflow.template

-- How many drafts of workflows were made of a template. A tenant's own template takes its count along
-- when it ends; one that comes with the product has no row before its first use.
create table workflow_template_use (
  tenant uuid not null references tenant,
  template text not null check (length(template) between 1 and 63),
  uses bigint not null check (uses > 0),
  primary key (tenant, template)
);
select protect('workflow_template_use');
grant select, insert, update, delete on workflow_template_use to auterity_app;
