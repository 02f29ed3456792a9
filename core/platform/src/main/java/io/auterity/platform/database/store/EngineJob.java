package io.auterity.platform.database.store;

/** The system jobs that look across tenants; each has its own statements. */
public enum EngineJob {
  TENANCY,
  ACCESS,
  PARTITIONS,
  EXPIRY,
  RESOURCES,
  SECRETS,
  AUDIT,
  OUTBOX,
  JOURNAL,
  RUNS,
  DECISIONS,
  DISPATCHED,
  BATCHES,
  SEATS,
  TUNINGS,
  WEBHOOKS,
  PLUGINS,
  TRIGGERS,
  REHEARSALS,
  JOBS
}
