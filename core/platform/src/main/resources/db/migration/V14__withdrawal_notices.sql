-- Offers that did not keep their promise: relay.learn

-- What was told of one, so that it is told once, whichever process sees it and however often.
create table withdrawal_notice (
  tenant uuid not null references tenant,
  route text not null,
  route_version int not null,
  offer text not null,
  -- The version of the head that answered there; 0 where none did that was trained.
  head int not null,
  why text not null,
  at timestamptz not null,
  primary key (tenant, route, route_version, offer, head)
);
select protect('withdrawal_notice');
grant select, insert on withdrawal_notice to auterity_app;
