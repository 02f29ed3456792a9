package io.auterity.platform.database.store;

/**
 * Everything that is done across tenants: the engine role runs these statements and no other, each
 * in its own job. Whoever reviews isolation reads this file and the policies of the migrations.
 */
public enum EngineStatement {
  CREATE_TENANT(
      EngineJob.TENANCY,
      "insert into tenant (id, name, created) values (:id, :name, :created) on conflict do nothing"),
  FIND_TENANT(EngineJob.TENANCY, "select id from tenant where name = :name"),

  CREATE_DAY_PARTITIONS(EngineJob.PARTITIONS, "select create_day_partitions(:today)"),
  DROP_DAY_PARTITIONS(EngineJob.PARTITIONS, "select drop_day_partitions(:today)"),

  EXPIRE_SESSIONS(EngineJob.EXPIRY, "delete from console_session where expires < :now"),
  EXPIRE_CODES(EngineJob.EXPIRY, "delete from one_time_code where expires < :now"),
  EXPIRE_IDEMPOTENCY(EngineJob.EXPIRY, "delete from idempotency where expires < :now"),

  LIST_RESOURCES(
      EngineJob.RESOURCES,
      "select tenant, kind, id, version, spec, created from resource_head where not deleted"
          + " order by tenant, kind, id");

  private final EngineJob job;
  private final String sql;

  EngineStatement(EngineJob job, String sql) {
    this.job = job;
    this.sql = sql;
  }

  /** The only job that may run it. */
  public EngineJob job() {
    return job;
  }

  public String sql() {
    return sql;
  }
}
