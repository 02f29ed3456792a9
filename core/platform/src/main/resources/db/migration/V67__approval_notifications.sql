-- Calls that tell people of an approval: workflow.notification

-- As the step has them, with their inputs; null where it has none.
alter table approval add column tell bytea;

-- What became of each call.
create table approval_notification (
  tenant uuid not null,
  approval uuid not null,
  -- The event that it tells of: asked, reminded or escalated.
  event uuid not null,
  call text not null check (length(call) between 1 and 64),
  capability text not null,
  state text not null check (state in ('due', 'sending', 'sent', 'failed')),
  -- Why it is not sent; null when it is.
  problem text,
  at timestamptz not null,
  primary key (tenant, approval, event, call),
  foreign key (tenant, approval) references approval on delete cascade
);
select protect('approval_notification');
grant select, insert, update on approval_notification to auterity_app;
