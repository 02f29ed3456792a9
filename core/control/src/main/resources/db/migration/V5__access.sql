-- Grants of an API key beside its roles, as patterns over capabilities and actions; a session may
-- last longer when it is used.
alter table api_key
  add column allow text[] not null default '{}',
  add column deny text[] not null default '{}';

grant update (expires) on console_session to auterity_app;
