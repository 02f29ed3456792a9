package io.auterity.platform.audit;

import java.time.Duration;

/** The sort order in which the entries of an audit log are read: oldest or newest first. */
public enum AuditOrder {
  OLDEST_FIRST(1),
  NEWEST_FIRST(-1);

  private final int sign;

  AuditOrder(int sign) {
    this.sign = sign;
  }

  /** Where a sequence stands in this order: those that come later have a greater place. */
  long place(long sequence) {
    return sign * sequence;
  }

  /** The sequence of a place. */
  public long sequence(long place) {
    return sign * place;
  }

  /** Whether an entry comes before all that a filter admits, by more than so much. */
  boolean isBefore(AuditFilter filter, AuditEntry entry, Duration slack) {
    return this == OLDEST_FIRST
        ? filter.beginsAfter(entry, slack)
        : filter.endsBefore(entry, slack);
  }

  /** Whether an entry comes behind all that a filter admits, by more than so much. */
  boolean isBehind(AuditFilter filter, AuditEntry entry, Duration slack) {
    return this == OLDEST_FIRST
        ? filter.endsBefore(entry, slack)
        : filter.beginsAfter(entry, slack);
  }

  /** Whether a filter leaves out what comes first. */
  boolean leavesOutFirst(AuditFilter filter) {
    return (this == OLDEST_FIRST ? filter.since() : filter.until()) != null;
  }
}
