-- A caller who deletes an answer is told of it no more; what the operator keeps, stays: relay.capture.

alter table captured_content add column withdrawn boolean not null default false;
revoke delete on captured_content from auterity_app;
grant update (withdrawn) on captured_content to auterity_app;
