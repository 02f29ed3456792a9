package io.auterity.relay.decision.log;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Config;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A decision on its way to the database; it is packed by whoever asks for that first. */
final class QueuedDecision {

  private static final Logger LOG = LoggerFactory.getLogger(QueuedDecision.class);
  private static final int USUAL = 4_096;

  private final UUID id;
  private final @Nullable Config config;
  private final long queuedAt;
  private Supplier<DecisionRow> source;
  private int bytes = USUAL;

  QueuedDecision(Decision decision, @Nullable Config config, long queuedAt) {
    this.source = () -> packed(decision);
    this.id = decision.id();
    this.config = config;
    this.queuedAt = queuedAt;
  }

  /** Packs it now, so that what it is made of is not kept; a failure shows when it is written. */
  void pack() {
    try {
      bytes = row().body().length;
    } catch (RuntimeException e) {
      LOG.error("The decision {} could not be packed", id, e);
    }
  }

  // What it was made of is let go of.
  DecisionRow row() {
    DecisionRow made = source.get();
    source = () -> made;
    return made;
  }

  private static DecisionRow packed(Decision decision) {
    try {
      return DecisionRow.of(decision);
    } catch (RuntimeException e) {
      LOG.error("The decision {} is written without its details", decision.id(), e);
      return DecisionRow.bare(decision);
    }
  }

  /** What it holds in memory, about; never another number once it waits. */
  int bytes() {
    return bytes;
  }

  UUID id() {
    return id;
  }

  /** What it was planned by; null when it was not planned. */
  @Nullable Config config() {
    return config;
  }

  /** In nanoseconds. */
  long queuedAt() {
    return queuedAt;
  }
}
