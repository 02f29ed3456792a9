-- With a batch: the headers that each of its lines is asked with, and by what a request that is sent
-- again is known: gateway.batch.

alter table ai_batch add column headers text;
alter table ai_batch add column once_key text;
alter table ai_batch add column once_digest bytea;
create unique index on ai_batch (tenant, principal, once_key);
