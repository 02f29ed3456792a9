-- What is left of routes that are gone, and leases of a server that is alone: platform.database, relay

select admit_engine('rollout'), admit_engine('rollout_count'), admit_engine('cache_generation'),
  admit_engine('rate_lease');
grant select, delete on rollout, rollout_count, cache_generation, rate_lease to auterity_engine;

-- By which generations name a route: the UUID of version 3 of its tenant and id.
create function route_name(tenant uuid, route text) returns uuid
  language sql immutable
  return (
    select encode(set_byte(set_byte(hash, 6, get_byte(hash, 6) & 15 | 48),
      8, get_byte(hash, 8) & 63 | 128), 'hex')::uuid
    from decode(md5(tenant || '/' || route), 'hex') as hash);
