-- Which server carries out the request of an idempotency key, and since when: another one refuses a
-- repetition meanwhile, and takes it up when that server has ended: server.idempotency
alter table idempotency add column process uuid, add column taken timestamptz;
