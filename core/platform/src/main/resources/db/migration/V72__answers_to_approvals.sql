-- Answers in chats to questions that tell people of approvals: workflow.notification

-- Of what was shown when a call told of it, and the message that asks; null where it is none, and of
-- calls that an older server made.
alter table approval_notification
  add column digest text, add column provider text, add column message text;

-- What became of each answer: the event that tells of it counts once.
create table approval_answer (
  tenant uuid not null,
  event uuid not null,
  approval uuid not null,
  provider text not null,
  -- Whether the account is the platform's own: a principal.
  own boolean not null,
  account text not null check (length(account) between 1 and 300),
  name text not null,
  message text not null,
  choice text not null,
  state text not null check (state in ('due', 'counted', 'refused')),
  -- The user whose vote it is; null while it is none.
  "user" text,
  -- Why it is no vote; null where it is one.
  problem text,
  at timestamptz not null,
  primary key (tenant, event),
  foreign key (tenant, approval) references approval on delete cascade
);
create index on approval_answer (tenant, approval, at);
select protect('approval_answer');
grant select, insert, update on approval_answer to auterity_app;
