-- The address of an identity that its issuer has verified: a person votes as the user of the same one.
-- Null where none is verified, and until the person signs in again.
alter table identity add column address text;
