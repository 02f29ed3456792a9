package io.auterity.platform.database.store;

import java.util.List;

/**
 * The statements of retention: they make partitions of days, drop those whose retention is over,
 * and delete what has expired.
 */
public final class RetentionStatements {

  public static final EngineStatement CREATE_DAY_PARTITIONS =
      new EngineStatement(
          "CREATE_DAY_PARTITIONS", EngineJob.PARTITIONS, "select create_day_partitions(:today)");

  public static final EngineStatement DROP_DECISION_DAYS =
      new EngineStatement(
          "DROP_DECISION_DAYS",
          EngineJob.PARTITIONS,
          "select drop_day_partitions('decisions', :before, '{}')");

  public static final EngineStatement DROP_CAPTURE_DAYS =
      new EngineStatement(
          "DROP_CAPTURE_DAYS",
          EngineJob.PARTITIONS,
          "select drop_day_partitions('captures', :before, '{}')");

  public static final EngineStatement DROP_RUN_DAYS =
      new EngineStatement(
          "DROP_RUN_DAYS",
          EngineJob.RUNS,
          """
          select drop_day_partitions(
            'runs', :before, array(select distinct born from run where born < :before))
          """);

  public static final EngineStatement EXPIRE_RUNS =
      new EngineStatement(
          "EXPIRE_RUNS",
          EngineJob.RUNS,
          """
          delete from run where id in (
            select id from run
            where born < :before and finished < cast(:before as timestamp) at time zone 'UTC'
            limit 1000)
          """);

  // A later form of the route begins anew, and so does one that comes after its end.
  public static final EngineStatement EXPIRE_ROLLOUTS =
      new EngineStatement(
          "EXPIRE_ROLLOUTS",
          EngineJob.EXPIRY,
          """
          delete from rollout where (tenant, route, version) in (
            select o.tenant, o.route, o.version from rollout o
            where exists (select from resource r where r.tenant = o.tenant and r.kind = 'route'
              and r.id = o.route and r.version > o.version and r.created < :before)
            limit 1000)
          """);

  public static final EngineStatement EXPIRE_ROLLOUT_COUNTS =
      new EngineStatement(
          "EXPIRE_ROLLOUT_COUNTS",
          EngineJob.EXPIRY,
          """
          delete from rollout_count where (tenant, route, process, version, round) in (
            select c.tenant, c.route, c.process, c.version, c.round from rollout_count c
            where not exists (select from rollout o where o.tenant = c.tenant and o.route = c.route
              and o.version = c.version and o.round = c.round)
            limit 1000)
          """);

  // The end of a route gave its tenant another generation: what was kept before is found no more.
  // One that was renewed meanwhile is another, and stays.
  public static final EngineStatement EXPIRE_GENERATIONS =
      new EngineStatement(
          "EXPIRE_GENERATIONS",
          EngineJob.EXPIRY,
          """
          delete from cache_generation where (tenant, named, generation) in (
            select g.tenant, g.named, g.generation
            from resource r
              join cache_generation g on g.tenant = r.tenant and g.named = route_name(r.tenant, r.id)
            where r.kind = 'route' and r.deleted and r.created < :before
              and not exists (select from resource later where later.tenant = r.tenant
                and later.kind = r.kind and later.id = r.id and later.version > r.version)
            limit 1000)
          """);

  public static final EngineStatement EXPIRE_SESSIONS =
      new EngineStatement(
          "EXPIRE_SESSIONS", EngineJob.EXPIRY, "delete from console_session where expires < :now");

  public static final EngineStatement EXPIRE_CODES =
      new EngineStatement(
          "EXPIRE_CODES", EngineJob.EXPIRY, "delete from one_time_code where expires < :now");

  public static final EngineStatement EXPIRE_SIGN_INS =
      new EngineStatement(
          "EXPIRE_SIGN_INS",
          EngineJob.EXPIRY,
          """
          delete from sign_in_ticket where (tenant, digest) in (
            select tenant, digest from sign_in_ticket where expires < :now limit 1000)
          """);

  public static final EngineStatement EXPIRE_IDEMPOTENCY =
      new EngineStatement(
          "EXPIRE_IDEMPOTENCY", EngineJob.EXPIRY, "delete from idempotency where expires < :now");

  public static final EngineStatement EXPIRE_DELIVERIES =
      new EngineStatement(
          "EXPIRE_DELIVERIES",
          EngineJob.WEBHOOKS,
          """
          delete from webhook_delivery where (tenant, id) in (
            select tenant, id from webhook_delivery where received < :before limit 1000)
          """);

  public static final EngineStatement EXPIRE_WEBHOOK_HOURS =
      new EngineStatement(
          "EXPIRE_WEBHOOK_HOURS",
          EngineJob.WEBHOOKS,
          "delete from webhook_hour where hour < :before");

  public static final EngineStatement EXPIRE_REFUSALS =
      new EngineStatement(
          "EXPIRE_REFUSALS",
          EngineJob.WEBHOOKS,
          """
          delete from webhook_refusal where (tenant, id) in (
            select tenant, id from webhook_refusal where last < :before limit 1000)
          """);

  public static final EngineStatement PURGE_DELIVERIES =
      new EngineStatement(
          "PURGE_DELIVERIES",
          EngineJob.WEBHOOKS,
          """
          delete from webhook_delivery where (tenant, id) in (
            select d.tenant, d.id from webhook_gone g
              join webhook_delivery d on d.tenant = g.tenant and d.webhook = g.webhook limit 1000)
          """);

  public static final EngineStatement PURGE_WEBHOOK_HOURS =
      new EngineStatement(
          "PURGE_WEBHOOK_HOURS",
          EngineJob.WEBHOOKS,
          """
          delete from webhook_hour h using webhook_gone g
            where h.tenant = g.tenant and h.webhook = g.webhook
          """);

  public static final EngineStatement PURGE_REFUSALS =
      new EngineStatement(
          "PURGE_REFUSALS",
          EngineJob.WEBHOOKS,
          """
          delete from webhook_refusal r using webhook_gone g
            where r.tenant = g.tenant and r.webhook = g.webhook
          """);

  public static final EngineStatement FORGET_WEBHOOKS_GONE =
      new EngineStatement(
          "FORGET_WEBHOOKS_GONE",
          EngineJob.WEBHOOKS,
          """
          delete from webhook_gone g where not exists (
            select from webhook_delivery d where d.tenant = g.tenant and d.webhook = g.webhook)
          """);

  public static final EngineStatement EXPIRE_BREAKER_CHANGES =
      new EngineStatement(
          "EXPIRE_BREAKER_CHANGES",
          EngineJob.EXPIRY,
          """
          delete from breaker_change where (tenant, provider, offer) in (
            select tenant, provider, offer from breaker_change
            where published < cast(:now as timestamptz) - interval '10 minutes'
            limit 1000 for update skip locked)
          """);

  public static final EngineStatement EXPIRE_RATE_RESTS =
      new EngineStatement(
          "EXPIRE_RATE_RESTS", EngineJob.EXPIRY, "delete from rate_rest where until < :now");

  public static final EngineStatement EXPIRE_RATE_GRANTS =
      new EngineStatement(
          "EXPIRE_RATE_GRANTS",
          EngineJob.EXPIRY,
          "delete from rate_grant where counts_until < :now");

  public static final EngineStatement EXPIRE_STARTS =
      new EngineStatement(
          "EXPIRE_STARTS",
          EngineJob.TRIGGERS,
          """
          delete from trigger_start where (tenant, trigger, cause) in (
            select tenant, trigger, cause from trigger_start where settled < :before limit 1000)
          """);

  public static final EngineStatement EXPIRE_SEEN =
      new EngineStatement(
          "EXPIRE_SEEN",
          EngineJob.TRIGGERS,
          """
          delete from trigger_seen where (tenant, trigger, item) in (
            select s.tenant, s.trigger, s.item from trigger_seen s
              join run_trigger t on t.tenant = s.tenant and t.id = s.trigger
            where s.last < :before and s.last < t.polled - interval '30 days' limit 1000)
          """);

  public static final EngineStatement PURGE_STARTS =
      new EngineStatement(
          "PURGE_STARTS",
          EngineJob.TRIGGERS,
          """
          delete from trigger_start where (tenant, trigger, cause) in (
            select s.tenant, s.trigger, s.cause from trigger_start s where not exists (
              select from run_trigger t where t.tenant = s.tenant and t.id = s.trigger) limit 1000)
          """);

  public static final EngineStatement PURGE_SEEN =
      new EngineStatement(
          "PURGE_SEEN",
          EngineJob.TRIGGERS,
          """
          delete from trigger_seen where (tenant, trigger, item) in (
            select s.tenant, s.trigger, s.item from trigger_seen s where not exists (
              select from run_trigger t where t.tenant = s.tenant and t.id = s.trigger) limit 1000)
          """);

  public static final EngineStatement FORGET_DISPATCHED =
      new EngineStatement(
          "FORGET_DISPATCHED", EngineJob.DISPATCHED, "delete from dispatched where at < :before");

  public static final EngineStatement EXPIRE_TUNINGS =
      new EngineStatement(
          "EXPIRE_TUNINGS", EngineJob.TUNINGS, "delete from ai_tuning where settled < :before");

  public static final EngineStatement EXPIRE_FILES =
      new EngineStatement(
          "EXPIRE_FILES", EngineJob.EXPIRY, "delete from ai_file where expires < :now");

  public static final EngineStatement EXPIRE_RESPONSES =
      new EngineStatement(
          "EXPIRE_RESPONSES", EngineJob.EXPIRY, "delete from kept_response where expires < :now");

  public static final EngineStatement EXPIRE_REHEARSALS =
      new EngineStatement(
          "EXPIRE_REHEARSALS",
          EngineJob.REHEARSALS,
          """
          delete from rehearsal where id in (select id from rehearsal where until < :before limit 1000)
          """);

  public static final EngineStatement EXPIRE_BATCHES =
      new EngineStatement(
          "EXPIRE_BATCHES", EngineJob.BATCHES, "delete from ai_batch where ended < :before");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(
          CREATE_DAY_PARTITIONS,
          DROP_DECISION_DAYS,
          DROP_CAPTURE_DAYS,
          DROP_RUN_DAYS,
          EXPIRE_RUNS,
          EXPIRE_ROLLOUTS,
          EXPIRE_ROLLOUT_COUNTS,
          EXPIRE_GENERATIONS,
          EXPIRE_SESSIONS,
          EXPIRE_CODES,
          EXPIRE_SIGN_INS,
          EXPIRE_IDEMPOTENCY,
          EXPIRE_DELIVERIES,
          EXPIRE_WEBHOOK_HOURS,
          EXPIRE_REFUSALS,
          PURGE_DELIVERIES,
          PURGE_WEBHOOK_HOURS,
          PURGE_REFUSALS,
          FORGET_WEBHOOKS_GONE,
          EXPIRE_BREAKER_CHANGES,
          EXPIRE_RATE_RESTS,
          EXPIRE_RATE_GRANTS,
          EXPIRE_STARTS,
          EXPIRE_SEEN,
          PURGE_STARTS,
          PURGE_SEEN,
          FORGET_DISPATCHED,
          EXPIRE_TUNINGS,
          EXPIRE_FILES,
          EXPIRE_RESPONSES,
          EXPIRE_REHEARSALS,
          EXPIRE_BATCHES);
}
