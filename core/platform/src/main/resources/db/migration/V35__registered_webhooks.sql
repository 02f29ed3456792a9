-- What a webhook is at its vendor, sealed; null where nobody has told it there: connector.webhook
alter table webhook add column registration bytea;
