-- Plugins that are files and were installed through the API: connector.installed

-- Every text that was installed, for good; versions of a plugin count from 1.
create table plugin_version (
  plugin text not null,
  version int not null check (version > 0),
  -- SHA-256 of the text, in hex.
  digest text not null,
  -- The version that the file states itself.
  stated text not null,
  content bytea not null,
  note text,
  author text not null,
  -- Tenant of the author.
  house uuid not null,
  created timestamptz not null,
  primary key (plugin, version)
);
grant select, insert on plugin_version to auterity_engine;

-- Which of them is in force at every server; none where the plugin was removed.
create table plugin_in_force (
  plugin text primary key,
  version int,
  foreign key (plugin, version) references plugin_version
);
grant select, insert, update on plugin_in_force to auterity_engine;

create function tell_plugin() returns trigger
  language plpgsql as $$
begin
  perform pg_notify('auterity_changes', 'plugin ' || md5(new.plugin)::uuid);
  return null;
end $$;
create trigger tell after insert or update on plugin_in_force
  for each row execute function tell_plugin();
