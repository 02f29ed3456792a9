-- A webhook answers to the token before too until its vendor has taken the new address:
-- connector.webhook
alter table webhook add column former_token bytea;
create unique index on webhook (former_token);
