-- What tenants were told that a provider of theirs waits for; null for nothing.
alter table provider_agreement add column told text;
