-- What routes have learned from what callers say of answers: relay.learn

-- The latest versions of each route.
create table learned_route (
  tenant uuid not null references tenant,
  route text not null,
  version bigint not null,
  made timestamptz not null,
  body bytea not null,
  primary key (tenant, route, version)
);
select protect('learned_route');
grant select, insert, delete on learned_route to auterity_app;

-- Whether anything new was said is asked every few seconds.
create index on decision_feedback (tenant, given);
