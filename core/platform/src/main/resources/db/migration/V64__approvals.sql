-- What runs ask of people, as the journal tells it: workflow.engine writes it with the events. A list
-- for those who decide; what counts is the journal.
create table approval (
  tenant uuid not null references tenant,
  id uuid not null,
  run uuid not null references run on delete cascade,
  workflow text not null,
  -- Key of the step, e.g. lines[3].approve.
  step text not null,
  question text not null,
  -- Of what is shown; a vote carries it.
  digest text not null,
  state text not null,
  -- What was decided; null where it was not.
  choice text,
  -- Who is asked: team/ID, user/ID, role/NAME; * for everyone.
  voters text[] not null,
  -- The request with its votes: workflow.approval; and what is shown besides.
  body bytea not null,
  shown bytea not null,
  asked timestamptz not null,
  -- When others are asked as well, or it is over; null for never.
  due timestamptz,
  ended timestamptz,
  primary key (tenant, id)
);
create index on approval (run);
create index approval_open on approval (tenant, coalesce(due, 'infinity'), id) where state = 'open';
create index approval_ended on approval (tenant, coalesce(ended, 'infinity') desc, id desc);
create table approval_vote (
  tenant uuid not null,
  approval uuid not null,
  "user" text not null,
  by text not null,
  choice text not null,
  form bytea not null,
  at timestamptz not null,
  primary key (tenant, approval, "user"),
  foreign key (tenant, approval) references approval on delete cascade
);
select protect('approval'), admit_engine('approval'), protect('approval_vote'), admit_engine('approval_vote');
grant select on approval, approval_vote to auterity_app;
grant select, insert, update on approval to auterity_engine;
grant select, insert on approval_vote to auterity_engine;
