package io.auterity.relay.decision.log;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Config;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A decision on its way to the database. It is packed where it was made: a moment later, and by
 * another thread, what it is made of is no longer in the processor's cache, and it holds more
 * memory until then.
 *
 * @param config what it was planned by; null when it was not planned
 * @param queuedAt in nanoseconds
 */
record QueuedDecision(DecisionRow row, @Nullable Config config, long queuedAt) {

  private static final Logger LOG = LoggerFactory.getLogger(QueuedDecision.class);

  /** Null, and a line in the log, for one that cannot be packed even without its details. */
  static @Nullable QueuedDecision of(Decision decision, @Nullable Config config, long queuedAt) {
    try {
      return new QueuedDecision(packed(decision), config, queuedAt);
    } catch (RuntimeException e) {
      LOG.error("The decision {} is lost: it could not be packed", decision.id(), e);
      return null;
    }
  }

  private static DecisionRow packed(Decision decision) {
    try {
      return DecisionRow.of(decision);
    } catch (RuntimeException e) {
      LOG.error("The decision {} is written without its details", decision.id(), e);
      return DecisionRow.bare(decision);
    }
  }

  int bytes() {
    return row.body().length;
  }

  UUID id() {
    return row.summary().id();
  }
}
