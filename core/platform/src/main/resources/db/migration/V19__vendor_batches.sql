-- Batches at vendors in which lines of batches lie: gateway.batch.vendor

-- Noted before the vendor has it; without a ref nobody knows whether it does. A line lies in one at
-- most, and is answered from there whichever server asks it.
create table ai_vendor_batch (
  id uuid primary key,
  tenant uuid not null references tenant,
  batch uuid not null references ai_batch on delete cascade,
  offer text not null,
  target text not null,
  created timestamptz not null,
  ref text
);
create index on ai_vendor_batch (batch);
select protect('ai_vendor_batch');
grant select, insert, update, delete on ai_vendor_batch to auterity_app;

alter table ai_batch_line
  add column vendor_batch uuid references ai_vendor_batch on delete set null;
create index on ai_batch_line (vendor_batch) where vendor_batch is not null;
