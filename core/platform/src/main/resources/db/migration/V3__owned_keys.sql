-- Keys that belong to teams, projects and users, and that are rotated: control.access ----------------

alter table api_key
  -- Whose it is, as kind/id, and the user who holds it where that is another.
  add column owner text,
  add column holder text,
  -- What its calls carry and how they are narrowed; null allows any.
  add column labels jsonb not null default '{}',
  add column models text[],
  add column doors text[],
  -- How its secret begins, to find it by; keys from before have none.
  add column prefix text,
  add column secret_used timestamptz,
  -- The secret that the present one replaced, and until when it is good.
  add column rotated timestamptz,
  add column former_sha256 bytea unique,
  add column former_prefix text,
  add column former_until timestamptz,
  add column former_used timestamptz;

create index api_key_prefix on api_key (tenant, prefix text_pattern_ops);
create index api_key_owner on api_key (tenant, owner) where owner is not null;
