-- Everything that is done across tenants: the engine role runs these statements and no other,
-- each in its job. Reviewers of isolation read this list and the policies of the migrations.
-- It is made from what the product registers, by ./auterity generate; a change of it is reviewed.

-- ACTIVE_REHEARSALS (REHEARSALS)
select id, tenant, provider, fault, run, named, began, until, ended, why from rehearsal
where ended is null and until > :now order by began, id;

-- ADD_ADMIN_KEY (TENANCY)
insert into api_key (id, tenant, name, secret_sha256, prefix, roles, allow, created)
values (:id, :tenant, :name, :sha256, :prefix, :roles, :allow, :created);

-- ADD_APPROVAL_VOTES (JOURNAL)
insert into approval_vote (tenant, approval, "user", by, choice, form, at)
select tenant, approval, "user", by, choice, form,
  timestamptz 'epoch' + at * interval '1 microsecond'
from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bytea[],
    ?::bigint[]) as v (tenant, approval, "user", by, choice, form, at)
on conflict do nothing;

-- ADD_ATTEMPTS (DECISIONS)
insert into attempt (
  born, decision, number, tenant, run, step, provider, failed, injected, began, took_us)
select date '1970-01-01' + born, decision, number, tenant, run, step, provider, failed,
  injected, timestamptz 'epoch' + began * interval '1 microsecond', took_us
from unnest(
    ?::int[], ?::uuid[], ?::smallint[], ?::uuid[], ?::uuid[], ?::text[], ?::text[],
    ?::boolean[], ?::boolean[], ?::bigint[], ?::bigint[])
  as a (born, decision, number, tenant, run, step, provider, failed, injected, began,
    took_us);

-- ADD_DECISIONS (DECISIONS)
insert into decision (
  born, id, tenant, run, step, round, capability, provider, outcome, code, failover,
  injected, attempts, began, took_us, cost, currency, body)
select date '1970-01-01' + born, id, tenant, run, step, round, capability, provider,
  outcome, code, failover, injected, attempts,
  timestamptz 'epoch' + began * interval '1 microsecond', took_us, cost, currency, body
from unnest(
    ?::int[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::smallint[], ?::text[],
    ?::text[], ?::text[], ?::text[], ?::boolean[], ?::boolean[], ?::smallint[],
    ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bytea[])
  as d (born, id, tenant, run, step, round, capability, provider, outcome, code, failover,
    injected, attempts, began, took_us, cost, currency, body);

-- ADD_MISSING_ATTEMPTS (DECISIONS)
insert into attempt (
  born, decision, number, tenant, run, step, provider, failed, injected, began, took_us)
select date '1970-01-01' + born, decision, number, tenant, run, step, provider, failed,
  injected, timestamptz 'epoch' + began * interval '1 microsecond', took_us
from unnest(
    ?::int[], ?::uuid[], ?::smallint[], ?::uuid[], ?::uuid[], ?::text[], ?::text[],
    ?::boolean[], ?::boolean[], ?::bigint[], ?::bigint[])
  as a (born, decision, number, tenant, run, step, provider, failed, injected, began,
    took_us)
on conflict do nothing;

-- ADD_MISSING_DECISIONS (DECISIONS)
insert into decision (
  born, id, tenant, run, step, round, capability, provider, outcome, code, failover,
  injected, attempts, began, took_us, cost, currency, body)
select date '1970-01-01' + born, id, tenant, run, step, round, capability, provider,
  outcome, code, failover, injected, attempts,
  timestamptz 'epoch' + began * interval '1 microsecond', took_us, cost, currency, body
from unnest(
    ?::int[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::smallint[], ?::text[],
    ?::text[], ?::text[], ?::text[], ?::boolean[], ?::boolean[], ?::smallint[],
    ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bytea[])
  as d (born, id, tenant, run, step, round, capability, provider, outcome, code, failover,
    injected, attempts, began, took_us, cost, currency, body)
on conflict do nothing;

-- ADD_MISSING_RUN_EVENTS (JOURNAL)
insert into run_event (born, run, seq, tenant, node, path, round, kind, payload, at)
select date '1970-01-01' + born, run, seq, tenant, node, path::int[], round, kind, payload,
  timestamptz 'epoch' + at * interval '1 microsecond'
from unnest(?::int[], ?::uuid[], ?::int[], ?::uuid[], ?::int[], ?::text[], ?::int[],
    ?::int[], ?::bytea[], ?::bigint[])
  as e (born, run, seq, tenant, node, path, round, kind, payload, at)
where exists (select from engine_seat where epoch = ?)
on conflict do nothing;

-- ADD_PLUGIN_VERSION (PLUGINS)
insert into plugin_version
  (plugin, version, digest, jars, stated, content, note, author, house, created)
values
  (:plugin, :version, :digest, :jars, :stated, :content, :note, :author, :house, :created);

-- ADD_RUN_ARRIVAL (JOURNAL)
with added as (
  insert into run_arrival (run, tenant) values (:run, :tenant) on conflict do nothing)
select pg_notify('auterity_changes', 'run_inbox ' || cast(:tenant as uuid));

-- ADD_RUN_EVENTS (JOURNAL)
insert into run_event (born, run, seq, tenant, node, path, round, kind, payload, at)
select date '1970-01-01' + born, run, seq, tenant, node, path::int[], round, kind, payload,
  timestamptz 'epoch' + at * interval '1 microsecond'
from unnest(?::int[], ?::uuid[], ?::int[], ?::uuid[], ?::int[], ?::text[], ?::int[],
    ?::int[], ?::bytea[], ?::bigint[])
  as e (born, run, seq, tenant, node, path, round, kind, payload, at)
where exists (select from engine_seat where epoch = ?);

-- ADD_RUN_PAYLOAD (JOURNAL)
insert into run_payload (run, digest, tenant, payload)
select id, :digest, tenant, :payload from run where id = :run
on conflict do nothing;

-- APPEND_AUDIT (AUDIT)
insert into audit_entry (tenant, sequence, bytes)
select :tenant, :first + place - 1, bytes
from unnest(cast(:entries as bytea[])) with ordinality as entry (bytes, place);

-- APPEND_PLUGIN_AUDIT (PLUGINS)
select append_audit(:tenant, :bytes);

-- APPEND_TENANCY_AUDIT (TENANCY)
select append_audit(:tenant, :bytes);

-- AUDIT_ENTRY (AUDIT)
select bytes from audit_entry where tenant = :tenant and sequence = :sequence;

-- CARRIED_RUNS (JOURNAL)
select id, carrier from run
where carrier is not null and finished is null and id > :after
  and (state <> 'queued' or (limit_key is null and settle_key is null and due is null
    and created < now() - interval '1 minute'))
order by id limit :limit;

-- CARRIED_RUN_EVENTS (JOURNAL)
select seq, node, path, round, kind, payload, at, xmin::text::bigint as writer
from run_event
where born = :born and run = :run and seq >= :from order by seq;

-- CARRIER_OF_RUN (JOURNAL)
select carrier from run
where id = :run and finished is null and carrier is not null
  and (state <> 'queued' or :queued);

-- CLAIM_BATCHES (BATCHES)
with first as materialized (
  select b.id from ai_batch b join (
    select id, row_number() over (partition by tenant
      order by lease_until >= now() desc nulls last, created) as place
    from ai_batch
    where ended is null and (lease_until is null or lease_until < now() or lease_owner = :me)
  ) standing on standing.id = b.id
  where b.ended is null and (b.lease_until is null or b.lease_until < now())
    and standing.place <= :share
  order by standing.place, b.created limit :limit for update of b skip locked)
update ai_batch set lease_owner = :me, lease_until = now() + :seconds * interval '1 second'
from first where ai_batch.id = first.id
returning tenant, ai_batch.id;

-- CLAIM_EVENTS (OUTBOX)
with first as materialized (
  select id from outbox where due <= :now order by due, id limit 100 for update skip locked)
update outbox set attempts = attempts + 1, due = :lease,
  claimed = (select epoch from engine_seat)
from first where outbox.id = first.id
returning outbox.id, attempts, event;

-- CLAIM_JOBS (JOBS)
with lanes as materialized (
  select tenant, subject, due, coalesce(lease_owner = :me, false) as mine,
    row_number() over (partition by tenant, lane
      order by coalesce(lease_owner = :me, false) desc, due) as place
  from job
  where kind = :kind and (due <= :now or lease_owner = :me)
    and (lease_until is null or lease_until < now() or lease_owner = :me)),
turns as materialized (
  select tenant, subject, due, row_number() over (partition by tenant
    order by mine desc, place, due) as turn
  from lanes where place <= :share),
first as materialized (
  select tenant, subject, turn, due from turns where turn <= :ofOne
  order by turn, due limit 4 * :limit),
claimed as materialized (
  select j.tenant, j.subject
  from first join job j on j.tenant = first.tenant and j.kind = :kind
    and j.subject = first.subject
  where j.due <= :now and (j.lease_until is null or j.lease_until < now())
  order by first.turn, first.due limit :limit for update of j skip locked)
update job set lease = gen_random_uuid(), lease_owner = :me,
  lease_until = now() + :seconds * interval '1 second'
from claimed
where job.kind = :kind and job.tenant = claimed.tenant and job.subject = claimed.subject
returning job.tenant, job.kind, job.subject, job.lane, job.failures, job.failing,
  job.progress, job.lease, job.revision;

-- CLAIM_POLL (TRIGGERS)
with first (of_tenant, of_id) as materialized (
  select tenant, id from run_trigger
  where due <= :now and state = 'active' and poll is not null and tenant <> all(:but)
  order by due limit 1 for update skip locked)
update run_trigger t set due = :lease, claimed = (select epoch from engine_seat)
from first where t.tenant = first.of_tenant and t.id = first.of_id
returning tenant, id, name, workflow, type, poll, condition, input, principal, principal_name,
principal_type, created, updated, state, failures, problem, problem_at, due, polled,
position, primed, walk_page, walk_position, slowed_until, cron, zone, missed, fired,
in_file, webhook, token, token_sha256, form, changed_by, changed_by_name,
changed_by_type;

-- CLAIM_RUN_MESSAGES (JOURNAL)
update run_inbox set claimed = t.seq, refused = t.refused
from unnest(?::uuid[], ?::uuid[], ?::int[], ?::text[]) as t (tenant, id, seq, refused)
where run_inbox.tenant = t.tenant and run_inbox.id = t.id and run_inbox.taken is null;

-- CLAIM_SCHEDULES (TRIGGERS)
with first (of_tenant, of_id) as materialized (
  select tenant, id from run_trigger
  where due <= :now and state = 'active' and cron is not null
  order by due limit 500 for update skip locked)
update run_trigger t set due = :lease, claimed = (select epoch from engine_seat)
from first where t.tenant = first.of_tenant and t.id = first.of_id
returning tenant, id, name, workflow, type, poll, condition, input, principal, principal_name,
principal_type, created, updated, state, failures, problem, problem_at, due, polled,
position, primed, walk_page, walk_position, slowed_until, cron, zone, missed, fired,
in_file, webhook, token, token_sha256, form, changed_by, changed_by_name,
changed_by_type;

-- CLAIM_STARTS (TRIGGERS)
with first as materialized (
  select x.tenant, x.trigger, x.cause from trigger_start x join (
    select d.tenant, d.trigger, d.cause, d.due,
      row_number() over (partition by d.tenant order by d.due) as place
    from (select distinct tenant from run_trigger where state = 'active') a
      cross join lateral (
        select y.tenant, y.trigger, y.cause, y.due from trigger_start y
          join run_trigger z on z.tenant = y.tenant and z.id = y.trigger
        where y.tenant = a.tenant and y.settled is null and y.due <= :now
          and z.state = 'active'
        order by y.due limit 20) d
  ) standing on standing.tenant = x.tenant and standing.trigger = x.trigger
    and standing.cause = x.cause
  where x.settled is null and x.due <= :now
  order by standing.place, standing.due limit 20 for update of x skip locked)
update trigger_start s set due = :lease, attempts = s.attempts + 1,
  claimed = (select epoch from engine_seat)
from first, run_trigger t
where s.tenant = first.tenant and s.trigger = first.trigger and s.cause = first.cause
  and t.tenant = s.tenant and t.id = s.trigger
returning s.tenant, s.trigger, s.cause, s.run, s.input, s.descent, s.noted, s.attempts,
  s.starter, s.starter_name, s.starter_type, t.name, t.workflow,
  t.webhook is not null or t.form as announced,
  t.principal, t.principal_name, t.principal_type,
  t.changed_by, t.changed_by_name, t.changed_by_type;

-- CLEAR_RUN_LOADS (JOURNAL)
update run_load set phase = 0 where phase > 0;

-- CLEAR_SEATS (SEATS)
delete from server_seat
where process <> :process and (until < clock_timestamp() - interval '1 minute'
  or (not sharing and until < clock_timestamp() + :seconds * interval '1 second'
    and hashtextextended('process ' || process, 0) not in (
      select (classid::bigint << 32) | objid::bigint from pg_locks
      where locktype = 'advisory' and objsubid = 1 and granted and database =
        (select oid from pg_database where datname = current_database()))));

-- CONDEMN_RUN_LOAD (JOURNAL)
insert into run_load as l (run, tenant, phase, exits, alone)
select id, tenant, 0, 1, :alone from run where id = :run and finished is null
on conflict (run) do update
  set exits = greatest(l.exits, 1), alone = greatest(l.alone, excluded.alone);

-- COUNT_OTHER_SEATS (SEATS)
select count(*) from server_seat where process <> :process;

-- COUNT_RUN_ARRIVALS (JOURNAL)
select count(*) from run_arrival where tenant = :tenant;

-- COUNT_RUN_LOADS (JOURNAL)
update run_load l set phase = 0, exits = exits + 1, alone = alone + (
  select (count(*) = 1 and l.phase = max(o.phase))::int
  from run_load o
  where o.phase = (select max(phase) from run_load))
where phase > 0;

-- CREATE_DAY_PARTITIONS (PARTITIONS)
select create_day_partitions(:today);

-- CREATE_TENANT (TENANCY)
insert into tenant (id, name, created) values (:id, :name, :created) on conflict do nothing;

-- DELETE_OLD_PLUGIN_VERSIONS (PLUGINS)
delete from plugin_version where plugin = :plugin and version <= :last - :kept
  and version is distinct from
    (select f.version from plugin_in_force f where f.plugin = :plugin);

-- DROP_CAPTURE_DAYS (PARTITIONS)
select drop_day_partitions('captures', :before, '{}');

-- DROP_DECISION_DAYS (PARTITIONS)
select drop_day_partitions('decisions', :before, '{}');

-- DROP_LEASES (SEATS)
delete from rate_lease where process = :process;

-- DROP_OLDEST_RESPONSES (DECISIONS)
delete from kept_response k using kept_response_bytes b
where k.tenant = any (?::uuid[]) and b.tenant = k.tenant and k.before < b.bytes - ?;

-- DROP_RUN_DAYS (RUNS)
select drop_day_partitions(
  'runs', :before, array(select distinct born from run where born < :before));

-- DUE_JOBS (JOBS)
select count(*) from job where kind = :kind and due <= :now
  and (lease_until is null or lease_until < now());

-- DUE_RUNS (JOURNAL)
select id, tenant, due from run
where finished is null and state in ('waiting', 'queued') and due <= :until
  and (due, id) > (:due, :id)
order by due, id limit :limit;

-- EXPIRE_BATCHES (BATCHES)
delete from ai_batch where ended < :before;

-- EXPIRE_BREAKER_CHANGES (EXPIRY)
delete from breaker_change where (tenant, provider, offer) in (
  select tenant, provider, offer from breaker_change
  where published < cast(:now as timestamptz) - interval '10 minutes'
  limit 1000 for update skip locked);

-- EXPIRE_CODES (EXPIRY)
delete from one_time_code where expires < :now;

-- EXPIRE_DELIVERIES (WEBHOOKS)
delete from webhook_delivery where (tenant, id) in (
  select tenant, id from webhook_delivery where received < :before limit 1000);

-- EXPIRE_FILES (EXPIRY)
delete from ai_file where expires < :now;

-- EXPIRE_GENERATIONS (EXPIRY)
delete from cache_generation where (tenant, named, generation) in (
  select g.tenant, g.named, g.generation
  from resource r
    join cache_generation g on g.tenant = r.tenant and g.named = route_name(r.tenant, r.id)
  where r.kind = 'route' and r.deleted and r.created < :before
    and not exists (select from resource later where later.tenant = r.tenant
      and later.kind = r.kind and later.id = r.id and later.version > r.version)
  limit 1000);

-- EXPIRE_IDEMPOTENCY (EXPIRY)
delete from idempotency where expires < :now;

-- EXPIRE_RATE_GRANTS (EXPIRY)
delete from rate_grant where counts_until < :now;

-- EXPIRE_RATE_RESTS (EXPIRY)
delete from rate_rest where until < :now;

-- EXPIRE_REFUSALS (WEBHOOKS)
delete from webhook_refusal where (tenant, id) in (
  select tenant, id from webhook_refusal where last < :before limit 1000);

-- EXPIRE_REHEARSALS (REHEARSALS)
delete from rehearsal where id in (select id from rehearsal where until < :before limit 1000);

-- EXPIRE_RESPONSES (EXPIRY)
delete from kept_response where expires < :now;

-- EXPIRE_ROLLOUTS (EXPIRY)
delete from rollout where (tenant, route, version) in (
  select o.tenant, o.route, o.version from rollout o
  where exists (select from resource r where r.tenant = o.tenant and r.kind = 'route'
    and r.id = o.route and r.version > o.version and r.created < :before)
  limit 1000);

-- EXPIRE_ROLLOUT_COUNTS (EXPIRY)
delete from rollout_count where (tenant, route, process, version, round) in (
  select c.tenant, c.route, c.process, c.version, c.round from rollout_count c
  where not exists (select from rollout o where o.tenant = c.tenant and o.route = c.route
    and o.version = c.version and o.round = c.round)
  limit 1000);

-- EXPIRE_RUNS (RUNS)
delete from run where id in (
  select id from run
  where born < :before and finished < cast(:before as timestamp) at time zone 'UTC'
  limit 1000);

-- EXPIRE_SEEN (TRIGGERS)
delete from trigger_seen where (tenant, trigger, item) in (
  select s.tenant, s.trigger, s.item from trigger_seen s
    join run_trigger t on t.tenant = s.tenant and t.id = s.trigger
  where s.last < :before and s.last < t.polled - interval '30 days' limit 1000);

-- EXPIRE_SESSIONS (EXPIRY)
delete from console_session where expires < :now;

-- EXPIRE_SIGN_INS (EXPIRY)
delete from sign_in_ticket where (tenant, digest) in (
  select tenant, digest from sign_in_ticket where expires < :now limit 1000);

-- EXPIRE_STARTS (TRIGGERS)
delete from trigger_start where (tenant, trigger, cause) in (
  select tenant, trigger, cause from trigger_start where settled < :before limit 1000);

-- EXPIRE_TUNINGS (TUNINGS)
delete from ai_tuning where settled < :before;

-- EXPIRE_WEBHOOK_HOURS (WEBHOOKS)
delete from webhook_hour where hour < :before;

-- FENCE_RUN (JOURNAL)
update run set fence = :fence
where id = :run and finished is null and carrier is not null
  and coalesce(fence, 0) <= :fence;

-- FIND_API_KEY (ACCESS)
select case when secret_sha256 = :sha256 then secret_sha256 else former_sha256 end as sha256,
       tenant, id as key, name,
       case when secret_sha256 = :sha256 then expires else least(expires, former_until) end
         as expires,
       cast(null as timestamptz) as last
from api_key
where (secret_sha256 = :sha256 or (former_sha256 = :sha256 and former_until > :now))
  and not person and revoked is null and (expires is null or expires > :now);

-- FIND_ISSUER_CLIENT (ACCESS)
select tenant from issuer_client where issuer = :issuer and client = :client;

-- FIND_SESSION (ACCESS)
select s.token_sha256 as sha256, s.tenant, k.id as key, k.name,
       least(s.expires, k.expires) as expires,
       case when k.person then s.created + interval '24 hours' end as last
from console_session s join api_key k on k.id = s.api_key
where s.token_sha256 = :sha256 and s.expires > :now
  and (k.rotated is null or s.created >= k.rotated)
  and k.revoked is null and (k.expires is null or k.expires > :now);

-- FIND_TENANT (TENANCY)
select id from tenant where name = :name;

-- FIND_TRIGGER (TRIGGERS)
select tenant, id, name, workflow, type, poll, condition, input, principal, principal_name,
principal_type, created, updated, state, failures, problem, problem_at, due, polled,
position, primed, walk_page, walk_position, slowed_until, cron, zone, missed, fired,
in_file, webhook, token, token_sha256, form, changed_by, changed_by_name,
changed_by_type from run_trigger where token_sha256 = :sha256;

-- FIND_WEBHOOK (WEBHOOKS)
select tenant, id, provider, token_prefix, version, secret, secret_since, former,
former_until, created, secret_used, handshaken, registration from webhook where token_sha256 = :sha256 or former_token = :sha256;

-- FIRST_HELD_RUNS (JOURNAL)
select id, tenant, workflow, (
  select count(*) from run b
  where b.tenant = held.tenant and b.workflow = held.workflow
    and b.limit_key = held.limit_key and b.finished is null and b.state <> 'queued')
  as begun
from (
  select distinct on (tenant, workflow, limit_key) id, tenant, workflow, limit_key
  from run
  where limit_key is not null and finished is null and state = 'queued'
  order by tenant, workflow, limit_key, created, id limit :limit) held;

-- FIRST_WEBHOOK_TOKENS (WEBHOOKS)
select token_sha256 from webhook order by created limit 100000;

-- FORGET_AWAITED_EVENTS (JOURNAL)
delete from awaited_event where ctid = any(array(
  select ctid from awaited_event where at < :until limit 10000));

-- FORGET_DISPATCHED (DISPATCHED)
delete from dispatched where at < :before;

-- FORGET_EVENT (OUTBOX)
delete from outbox where id = :id;

-- FORGET_NOTED_RUN (JOURNAL)
delete from run
where id = :id and tenant = :tenant and due = '9999-12-31 00:00:00+00'
  and state = 'queued' and not exists (
    select from run_inbox i where i.tenant = run.tenant and i.run = run.id);

-- FORGET_SECRET_VERSIONS (SECRETS)
delete from secret
where tenant = :tenant and name = :name and version < :version and exists (
  select from secret kept
  where kept.tenant = :tenant and kept.name = :name
    and kept.version = :version and kept.created = :at);

-- FORGET_WEBHOOKS_GONE (WEBHOOKS)
delete from webhook_gone g where not exists (
  select from webhook_delivery d where d.tenant = g.tenant and d.webhook = g.webhook);

-- FORGIVE_RUN_LOAD (JOURNAL)
update run_load set alone = 0 where run = :run;

-- FORMER_HOOK_REMOVALS (JOBS)
insert into job (tenant, kind, subject, due, added)
select distinct tenant, 'webhook.removal', substr(name, 8), cast(:now as timestamptz),
  cast(:now as timestamptz)
from secret s where starts_with(name, 'unhook/') and not exists (
  select from job j where j.tenant = s.tenant and j.kind = 'webhook.removal'
    and j.subject = substr(s.name, 8))
order by 1, 3 on conflict do nothing;

-- FORMER_REVOCATIONS (JOBS)
insert into job (tenant, kind, subject, due, added)
select distinct tenant, 'token.revocation', substr(name, 8), cast(:now as timestamptz),
  cast(:now as timestamptz)
from secret s where starts_with(name, 'revoke/') and not exists (
  select from job j where j.tenant = s.tenant and j.kind = 'token.revocation'
    and j.subject = substr(s.name, 8))
order by 1, 3 on conflict do nothing;

-- FORMER_SECRET_VERSIONS (SECRETS)
select tenant, name, version, created, author
from secret join (
  select tenant, name from secret where (tenant, name) > (:tenant, :name)
  group by tenant, name having count(*) > 1 order by tenant, name limit 500) several
  using (tenant, name)
order by tenant, name, version desc;

-- FORMER_TUNINGS (JOBS)
insert into job (tenant, kind, subject, lane, due, failures, added)
select tenant, 'tuning', id::text, coalesce(provider, ''), due, failures, :now
from ai_tuning t where settled is null and not exists (
  select from job j
  where j.tenant = t.tenant and j.kind = 'tuning' and j.subject = t.id::text)
order by tenant, id on conflict do nothing;

-- FREE_EVENTS (OUTBOX)
update outbox set due = :now, claimed = null
where claimed < (select epoch from engine_seat);

-- FREE_JOBS (JOBS)
update job set lease_owner = null, lease_until = null where lease_owner = :me;

-- FREE_SEAT (SEATS)
delete from server_seat where process = :process;

-- FREE_STARTS (TRIGGERS)
update trigger_start set due = :now, claimed = null
where claimed < (select epoch from engine_seat);

-- FREE_TRIGGERS (TRIGGERS)
update run_trigger set due = :now, claimed = null
where claimed < (select epoch from engine_seat);

-- GIVE_RUN_UP (JOURNAL)
update run set state = :state, failure = :failure, started = :at, finished = :at
where id = :id and tenant = :tenant and due = '9999-12-31 00:00:00+00'
  and state = 'queued';

-- HOLDS_ENGINE_SEAT (JOURNAL)
select exists (select from engine_seat where epoch = :epoch);

-- HOLD_RUN (JOURNAL)
update run set due = :due
where id = :id and finished is null and state = 'queued'
  and exists (select from engine_seat where epoch = :epoch);

-- INSERT_CAPTURES (DECISIONS)
insert into captured_content (born, decision, tenant, capture, note, sealed)
select * from unnest(
  ?::date[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bytea[])
on conflict do nothing;

-- INSERT_DECISION_CONFIG (DECISIONS)
insert into decision_config (born, tenant, digest, body) values (?, ?, ?, ?)
on conflict do nothing;

-- INSERT_RESPONSES (DECISIONS)
with given as (
  select * from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bytea[])
    with ordinality as g(decision, tenant, expires, sealed, place)
  where not exists (
    select from kept_response k where k.tenant = g.tenant and k.decision = g.decision)),
counted as (
  insert into kept_response_bytes (tenant, bytes)
  select tenant, sum(length(sealed)) from given group by tenant order by tenant
  on conflict (tenant) do update set bytes = kept_response_bytes.bytes + excluded.bytes
  returning tenant, bytes)
insert into kept_response (tenant, decision, expires, before, sealed)
select tenant, decision, timestamptz 'epoch' + expires * interval '1 microsecond',
  bytes - sum(length(sealed)) over (partition by tenant order by place desc), sealed
from given join counted using (tenant)
on conflict do nothing;

-- INSERT_RUNS (JOURNAL)
insert into run (
  id, tenant, born, workflow, version, definition_digest, input_digest, principal,
  principal_name, principal_type, door, labels, state, created, started, input,
  engine, descent, trace, parent, parent_step, depth, limit_key, start_key, settle_key,
  starter, starter_name, starter_type, address, carrier)
select id, tenant, date '1970-01-01' + born, workflow, version, definition_digest,
  input_digest, principal, principal_name, principal_type, door, labels, state,
  timestamptz 'epoch' + created * interval '1 microsecond',
  timestamptz 'epoch' + started * interval '1 microsecond', input, engine,
  descent, trace, parent, parent_step, depth, limit_key, start_key, settle_key,
  starter, starter_name, starter_type, address, carrier
from unnest(?::uuid[], ?::uuid[], ?::int[], ?::text[], ?::int[], ?::bytea[], ?::bytea[],
    ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
    ?::bigint[], ?::bytea[], ?::int[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::int[],
    ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
  as r (id, tenant, born, workflow, version, definition_digest, input_digest, principal,
    principal_name, principal_type, door, labels, state, created, started, input,
    engine, descent, trace, parent, parent_step, depth, limit_key, start_key, settle_key,
    starter, starter_name, starter_type, address, carrier)
on conflict do nothing;

-- KEEP_CARRIED_MESSAGES (JOURNAL)
update run_inbox set kept = true
where run = :run and id = any(:ids) and taken is null and not kept;

-- KEEP_RUN_MESSAGES (JOURNAL)
update run_inbox set kept = true
where run = :run and id = any(:ids) and taken is null and not kept
  and exists (select from engine_seat where epoch = :epoch);

-- KNOW_PLUGIN (PLUGINS)
insert into plugin_in_force (plugin) values (:plugin) on conflict do nothing;

-- LAST_RUN_EVENT (JOURNAL)
select coalesce(max(seq), 0) from (
  select seq from run_event where born = :born and run = :run
  union all select seq from run_event_aside where run = :run) as e;

-- LAST_RUN_START (JOURNAL)
select coalesce(accepted, created) as began from run r
where tenant = :tenant and workflow = :workflow and start_key = :key
  and (created > :since or accepted > :since) and id <> :id
  and (settle_key is null or (
    (settle_key is distinct from :settle
      or created <= cast(:created as timestamptz) - :quiet * interval '1 microsecond')
    and not exists (
      select from run n
      where n.tenant = r.tenant and n.workflow = r.workflow
        and n.settle_key = r.settle_key and (n.created, n.id) > (r.created, r.id)
        and n.created < r.created + :quiet * interval '1 microsecond')))
order by began desc offset :others limit 1;

-- LEAVE_SEAT (SEATS)
update server_seat set sharing = true, until = least(until, clock_timestamp())
where process = :process;

-- LET_RUN_BEGIN (JOURNAL)
update run set principal = :principal, principal_name = :principal_name,
  principal_type = :principal_type, limit_key = :runs, start_key = :starts, settle_key = :settle,
  starter = cast(:starter as uuid), starter_name = :starter_name,
  starter_type = :starter_type,
  state = 'queued', due = null, accepted = :accepted,
  started = null, finished = null, failure = null
where id = :id and tenant = :tenant and due = '9999-12-31 00:00:00+00'
  and (state = 'queued' or finished is not null);

-- LIST_ISSUER_CLIENTS (ACCESS)
select c.issuer, c.client, c.way, t.name as tenant
from issuer_client c join tenant t on t.id = c.tenant
where (:issuer = '' or c.issuer = :issuer)
  and (c.issuer, c.client) > (:afterIssuer, :afterClient)
order by c.issuer, c.client limit :most;

-- LIST_RESOURCES (RESOURCES)
select tenant, kind, id, version, spec, created from resource_head where not deleted order by tenant, kind, id;

-- LIST_TENANTS (TENANCY)
select id, name, created from tenant where name > :after order by name limit :limit;

-- LOCK_ENGINE_SEAT (JOURNAL)
select from engine_seat for update;

-- LOCK_RESPONSE_BYTES (DECISIONS)
select tenant from kept_response_bytes where tenant = any (?::uuid[])
order by tenant for update;

-- LOCK_SAME_RUNS (JOURNAL)
select pg_advisory_xact_lock(hashtextextended('attach ' || cast(:tenant as uuid) || ' '
  || :workflow || ' ' || encode(:digest, 'hex'), 0)) is null;

-- LOCK_SEATS (SEATS)
select pg_advisory_xact_lock(hashtextextended('server seats', 0));

-- LOCK_STARTS (JOURNAL)
select pg_advisory_xact_lock(hashtextextended(
  'starts ' || cast(:tenant as uuid) || ' ' || :workflow || ' ' || :key, 0)) is null;

-- LOWER_RUN_LOADS (JOURNAL)
update run_load set phase = :phase where run = any(:runs) and phase > :phase;

-- MAKE_DAYS (JOURNAL)
select coalesce(sum(create_day_partitions(day)), 0)::int from unnest(:days::date[]) as day;

-- NEXT_AUDIT_SEQUENCE (AUDIT)
select coalesce(max(sequence) + 1, 0) from audit_entry where tenant = :tenant;

-- NEXT_HELD_RUN (JOURNAL)
select id from run
where tenant = :tenant and workflow = :workflow and limit_key = :key
  and finished is null and state = 'queued'
order by created, id limit 1;

-- NOTE_RUN_AGAIN (JOURNAL)
update run set state = 'queued', failure = null, started = null, finished = null
where id = :id and tenant = :tenant and due = '9999-12-31 00:00:00+00'
  and finished is not null;

-- NOTIFY_INBOX (JOURNAL)
select pg_notify('auterity_changes', 'run_inbox ' || :tenant) is null;

-- PARK_EVENT (OUTBOX)
update outbox set due = 'infinity', claimed = null where id = :id;

-- PLUGINS_IN_FORCE (PLUGINS)
select plugin, version, digest, jars, content from plugin_in_force
join plugin_version using (plugin, version);

-- PLUGIN_CONTENT (PLUGINS)
select content from plugin_version where plugin = :plugin and version = :version;

-- PLUGIN_IN_FORCE (PLUGINS)
select version from plugin_in_force where plugin = :plugin for update;

-- PLUGIN_VERSIONS (PLUGINS)
select plugin, version, digest, jars, stated, note, author, house, created,
  coalesce(version = (select f.version from plugin_in_force f where f.plugin = v.plugin), false)
    as in_force
from plugin_version v where plugin = :plugin order by version desc;

-- POSTPONE_EVENT (OUTBOX)
update outbox set due = :due, claimed = null where id = :id;

-- PUBLISH (JOURNAL)
update run set published = :to
where id = :run and finished is null and carrier is not null
  and coalesce(published, 0) = :from;

-- PUBLISHED (JOURNAL)
select coalesce(published, 0) from run
where id = :run and finished is null and carrier is not null;

-- PURGE_DELIVERIES (WEBHOOKS)
delete from webhook_delivery where (tenant, id) in (
  select d.tenant, d.id from webhook_gone g
    join webhook_delivery d on d.tenant = g.tenant and d.webhook = g.webhook limit 1000);

-- PURGE_REFUSALS (WEBHOOKS)
delete from webhook_refusal r using webhook_gone g
  where r.tenant = g.tenant and r.webhook = g.webhook;

-- PURGE_SEEN (TRIGGERS)
delete from trigger_seen where (tenant, trigger, item) in (
  select s.tenant, s.trigger, s.item from trigger_seen s where not exists (
    select from run_trigger t where t.tenant = s.tenant and t.id = s.trigger) limit 1000);

-- PURGE_STARTS (TRIGGERS)
delete from trigger_start where (tenant, trigger, cause) in (
  select s.tenant, s.trigger, s.cause from trigger_start s where not exists (
    select from run_trigger t where t.tenant = s.tenant and t.id = s.trigger) limit 1000);

-- PURGE_WEBHOOK_HOURS (WEBHOOKS)
delete from webhook_hour h using webhook_gone g
  where h.tenant = g.tenant and h.webhook = g.webhook;

-- PUT_APPROVALS (JOURNAL)
insert into approval (
  tenant, id, run, workflow, step, question, digest, state, choice, voters, body, shown,
  tell, asked, due, ended)
select tenant, id, run, workflow, step, question, digest, state, choice,
  string_to_array(voters, E'\n'), body, shown, tell,
  timestamptz 'epoch' + asked * interval '1 microsecond',
  timestamptz 'epoch' + due * interval '1 microsecond',
  timestamptz 'epoch' + ended * interval '1 microsecond'
from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
    ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[], ?::bigint[],
    ?::bigint[], ?::bigint[])
  as a (tenant, id, run, workflow, step, question, digest, state, choice, voters, body,
    shown, tell, asked, due, ended)
on conflict (tenant, id) do update set state = excluded.state, choice = excluded.choice,
  voters = excluded.voters, body = excluded.body, due = excluded.due,
  ended = excluded.ended;

-- PUT_ENGINE_SEAT (JOURNAL)
update engine_seat set server = cast(:server as uuid), host = :host, epoch = :epoch, until = :until,
  version = :version;

-- PUT_PLUGIN_IN_FORCE (PLUGINS)
update plugin_in_force set version = :version where plugin = :plugin;

-- RAISE_RUN_LOADS (JOURNAL)
insert into run_load (run, tenant, phase)
select id, tenant, 2 from run where id = any(:runs) and finished is null
on conflict (run) do update set phase = 2;

-- READ_AUDIT (AUDIT)
select tenant, sequence, bytes from audit_entry
where tenant = :tenant and sequence >= :from order by sequence limit :limit;

-- READ_AUDIT_BACKWARDS (AUDIT)
select tenant, sequence, bytes from audit_entry
where tenant = :tenant and sequence <= :from order by sequence desc limit :limit;

-- READ_ENGINE_SEAT (JOURNAL)
select server, host, epoch, until, version, clock_timestamp() as now from engine_seat;

-- RECORD_RUN_EVENTS (JOURNAL)
insert into run_event (born, run, seq, tenant, node, path, round, kind, payload, at)
select date '1970-01-01' + born, run, seq, tenant, node, path::int[], round, kind, payload,
  timestamptz 'epoch' + at * interval '1 microsecond'
from unnest(?::int[], ?::uuid[], ?::int[], ?::uuid[], ?::int[], ?::text[], ?::int[],
    ?::int[], ?::bytea[], ?::bigint[])
  as e (born, run, seq, tenant, node, path, round, kind, payload, at);

-- REDEEM_CODE (ACCESS)
with used as (
  delete from one_time_code where code_sha256 = :sha256 and expires > :now
  returning code_sha256, tenant, api_key, created, expires)
select used.code_sha256 as sha256, used.tenant, k.id as key, k.name, used.expires,
       cast(null as timestamptz) as last
from used join api_key k on k.id = used.api_key
where (k.rotated is null or used.created >= k.rotated)
  and not k.person and k.revoked is null and (k.expires is null or k.expires > :now);

-- REFUSE_RUN_MESSAGES (JOURNAL)
update run_inbox i set taken = now(), refused = :why
where run = :run and taken is null and exists (
  select from run r where r.id = i.run and r.finished is not null);

-- RELAX_COMMIT (JOURNAL)
select set_config('synchronous_commit', 'off', true);

-- RELEASE_RUN_MESSAGES (JOURNAL)
update run_inbox set claimed = null, refused = null
where run = :run and taken is null and claimed >= :seq;

-- REMOVE_RUN_EVENTS (JOURNAL)
delete from run_event where born = :born and run = :run and seq >= :seq;

-- REMOVE_RUN_LOADS (JOURNAL)
delete from run_load where run = any(:runs);

-- REOPEN_RUN (JOURNAL)
with reopened as (
  update run set
    state = 'queued', round = round + 1,
    finished = null, due = null, output = null, failure = null, progress = null,
    starter = coalesce(cast(:starter as uuid), starter),
    starter_name = coalesce(:starter_name, starter_name),
    starter_type = coalesce(:starter_type, starter_type)
  where id = :run and finished is not null and state in ('failed', 'cancelled')
    and parent is null
      and not exists (select from run_inbox i where i.tenant = run.tenant and i.id = :id)
  returning id, tenant),
told as (
  select pg_notify('auterity_changes', 'run_inbox ' || tenant) from reopened)
insert into run_inbox (tenant, id, run, kind, name, payload, by, at)
select tenant, :id, id, 'again', :name, :payload, :by, clock_timestamp()
from reopened, (select count(*) from told) as counted
on conflict do nothing;

-- REPLACE_SECRET (SECRETS)
update secret set key_id = :key, ciphertext = :ciphertext
where tenant = :tenant and name = :name and version = :version;

-- RUN (JOURNAL)
select id, tenant, workflow, version, definition_digest, input_digest, principal,
principal_name, principal_type, door, labels, state, created, started, finished,
input, engine, output, failure, progress, descent, due, trace, parent, parent_step,
depth, limit_key, paused, paused_by, round, start_key, settle_key, starter,
starter_name, starter_type, accepted, address, carrier from run where id = :id;

-- RUNS_AT_ONCE (JOURNAL)
select id, tenant, workflow, version, definition_digest, input_digest, principal,
principal_name, principal_type, door, labels, state, created, started, finished,
input, engine, output, failure, progress, descent, due, trace, parent, parent_step,
depth, limit_key, paused, paused_by, round, start_key, settle_key, starter,
starter_name, starter_type, accepted, address, carrier from run r where id = any(:ids) and finished is null and carrier is null
  and not exists (select from run_event_aside a where a.run = r.id);

-- RUNS_WITH_MESSAGES (JOURNAL)
select run, tenant, bool_or(kind in ('cancel', 'pause')) as urgent from run_inbox
where taken is null and claimed is null and not kept and kind = any(:kinds) and run > :after
  and (kind = 'cancel' or not exists (
    select from run r
    where r.id = run_inbox.run and r.state = 'queued'
      and (r.limit_key is not null or r.due = '9999-12-31 00:00:00+00'
        or (r.settle_key is not null and run_inbox.kind <> 'again'))))
group by run, tenant order by run limit :limit;

-- RUN_EVENT (JOURNAL)
select payload from run_event where born = :born and run = :run and seq = :seq;

-- RUN_EVENTS (JOURNAL)
select seq, node, path, round, kind, payload, at from run_event
where born = :born and run = :run and seq > :after and seq <= :to order by seq;

-- RUN_EVENTS_ASIDE (JOURNAL)
select seq from run_event_aside where run = :run;

-- RUN_EVENTS_AT_ONCE (JOURNAL)
select w.run, e.seq, e.node, e.path, e.round, e.kind, e.payload, e.at
from unnest(:runs::uuid[], :borns::date[]) as w (run, born)
cross join lateral (
  select seq, node, path, round, kind, payload, at from run_event
  where born = w.born and run = w.run order by seq limit :most) e
order by w.run, e.seq;

-- RUN_PAYLOAD (JOURNAL)
select payload from run_payload where run = :run and digest = :digest;

-- RUN_POSITION (JOURNAL)
select state, (
  select coalesce(max(seq), 0) from run_event e where e.born = r.born and e.run = r.id)
  as seq
from run r where id = :id;

-- RUN_REOPENINGS (JOURNAL)
select seq, node, path, round, kind, payload, at from run_event
where born = :born and run = :run and kind = :kind
  and seq not in (select seq from run_event_aside where run = :run)
order by seq;

-- SECRETS_UNDER_OTHER_KEYS (SECRETS)
select tenant, name, version, key_id, ciphertext, created, author from secret where key_id <> :key limit 100 for update;

-- SECRET_KEYS_IN_USE (SECRETS)
select distinct key_id from secret;

-- SET_RUN_EVENTS_ASIDE (JOURNAL)
with taken as (
  delete from run_event where born = :born and run = :run and seq = any(:seqs)
  returning seq, node, path, round, kind, payload, at)
insert into run_event_aside (
  run, seq, tenant, node, path, round, kind, payload, at, moved, moved_by, reason)
select :run, s, :tenant, t.node, t.path, t.round, t.kind, t.payload, t.at, :moved, :by,
  :reason
from unnest(:seqs::int[]) as s left join taken t on t.seq = s;

-- STORE_CHILD_ENDS (JOURNAL)
insert into run_inbox (tenant, id, run, kind, name, payload, by, at)
select c.tenant, c.id, c.parent, 'child_ended', c.parent_step,
  convert_to(format('{"run": "%s", "state": "%s", "output": %s, "failure": %s}',
    c.id, c.state, coalesce(convert_from(c.output, 'UTF8'), 'null'),
    coalesce(convert_from(c.failure, 'UTF8'), 'null')), 'UTF8'),
  'the run', clock_timestamp()
from run c join run p on p.id = c.parent and p.tenant = c.tenant
where c.id = any(?::uuid[]) and p.finished is null
on conflict do nothing;

-- STORE_EVENTS (JOURNAL)
insert into outbox (id, tenant, event, due)
select id, tenant, event, timestamptz 'epoch' + due * interval '1 microsecond'
from unnest(?::uuid[], ?::uuid[], ?::bytea[], ?::bigint[]) as e (id, tenant, event, due)
on conflict do nothing;

-- SUSPECTED_RUN_LOADS (JOURNAL)
select l.run, r.tenant, l.alone from run_load l join run r on r.id = l.run
where r.finished is null and l.exits > 0
order by l.alone desc, l.exits desc, r.created, r.id;

-- TAKE_CARRIED_RUN (JOURNAL)
update run set fence = greatest(coalesce(run.fence, 0) + 1, :fence),
  state = case run.state when 'queued' then 'running' else run.state end,
  started = coalesce(run.started, :now)
from (select id, state from run where id = :run for update) as before
where run.id = before.id and finished is null and carrier is not null
returning run.born, run.fence, before.state, coalesce(published, 0) as published,
  coalesce(accepted, created) as accepted;

-- TAKE_CLAIMED_MESSAGES (JOURNAL)
update run_inbox set taken = now() where run = :run and taken is null and claimed <= :seq;

-- TAKE_RUN_ARRIVALS (JOURNAL)
delete from run_arrival
where run in (select run from run_arrival order by run limit :limit)
  and exists (select from engine_seat where epoch = :epoch)
returning run, tenant;

-- TAKE_RUN_MESSAGES (JOURNAL)
update run_inbox set taken = now(), refused = t.refused
from unnest(?::uuid[], ?::uuid[], ?::text[]) as t (tenant, id, refused)
where run_inbox.tenant = t.tenant and run_inbox.id = t.id and run_inbox.taken is null;

-- TAKE_SEAT (SEATS)
insert into server_seat (process, sharing, until)
values (:process, :sharing, clock_timestamp() + :seconds * interval '1 second')
on conflict (process) do update set sharing = excluded.sharing, until = excluded.until
returning xmax = 0;

-- TELL_ENGINE_SEAT (JOURNAL)
select pg_notify('auterity_changes', 'engine_seat ' || :server);

-- TOUCH_API_KEYS (ACCESS)
update api_key
set last_used = greatest(last_used, :at),
    secret_used = case when secret_sha256 = :sha256
      then greatest(secret_used, :at) else secret_used end,
    former_used = case when former_sha256 = :sha256
      then greatest(former_used, :at) else former_used end
where id = :id;

-- TRY_LOCK_AUDIT (AUDIT)
select pg_try_advisory_xact_lock(hashtextextended('audit ' || cast(:tenant as uuid), 0));

-- UNFINISHED_RUNS (JOURNAL)
select id, tenant, due from run
where finished is null and (state not in ('waiting', 'queued') or due is null)
  and (carrier is null or state = 'queued')
order by state = 'waiting', created, id;

-- UNFINISHED_SAME_RUN (JOURNAL)
select id from run
where tenant = :tenant and workflow = :workflow and input_digest = :digest
  and finished is null
order by created, id limit 1;

-- UPDATE_RUN_HEADS (JOURNAL)
update run set state = h.state,
  due = timestamptz 'epoch' + h.due * interval '1 microsecond',
  paused = timestamptz 'epoch' + h.paused * interval '1 microsecond',
  paused_by = h.paused_by, round = h.round,
  started = coalesce(timestamptz 'epoch' + h.started * interval '1 microsecond', run.started),
  finished = timestamptz 'epoch' + h.finished * interval '1 microsecond',
  output = h.output, failure = h.failure, progress = h.progress
from unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::int[],
    ?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[], ?::bytea[])
  as h (id, state, due, paused, paused_by, round, started, finished, output, failure, progress)
where run.id = h.id and run.finished is null
returning run.id;

-- WAITING_MESSAGES_AT_ONCE (JOURNAL)
select w.run, m.id, m.kind, m.name, m.payload, m.by from unnest(:runs::uuid[]) as w (run)
cross join lateral (
  select id, kind, name, payload, by from run_inbox
  where run = w.run and taken is null and not kept and kind = any(:kinds)
  order by at, id limit :most) m;

-- WAITING_RUN_MESSAGES (JOURNAL)
select id, kind, name, payload, by from run_inbox
where run = :run and taken is null and not kept and kind = any(:kinds)
  and (claimed is null or claimed > :seq)
order by at, id;

-- WAITING_RUN_SIGNALS (JOURNAL)
select id, kind, name, payload, by from run_inbox
where run = :run and taken is null and kind = 'signal' and name = :name
  and (claimed is null or claimed > :seq)
order by at, id limit :limit;

-- WAITING_STARTS (TRIGGERS)
select count(*) as waiting, min(s.noted) as oldest from trigger_start s
  join run_trigger t on t.tenant = s.tenant and t.id = s.trigger
where s.settled is null and t.state = 'active';

-- WORKFLOW_DEFINITION (JOURNAL)
select spec from workflow_definition where tenant = :tenant and digest = :digest;
