package io.auterity.relay.decision;

import io.auterity.relay.plan.Config;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A decision on its way to the database; it is made up by whoever writes it. */
final class Entry {

  private final Supplier<Decision> source;
  private final @Nullable Config config;
  private final long queuedAt;
  private @Nullable Decision decision;

  Entry(Supplier<Decision> source, @Nullable Config config, long queuedAt) {
    this.source = source;
    this.config = config;
    this.queuedAt = queuedAt;
  }

  Decision decision() {
    Decision made = decision;
    if (made == null) {
      made = source.get();
      decision = made;
    }
    return made;
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
