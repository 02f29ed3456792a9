package io.auterity.workflow.writer;

import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The log messages of an outage of the journal: that it has begun, now and then that it lasts, and
 * that it is over. The writers of a journal share one, as they share its database.
 */
final class JournalOutage {

  private static final Duration BETWEEN = Duration.ofSeconds(30);

  private final Time time;
  private final Set<Integer> writers = new HashSet<>();
  private long began;
  private long said;

  JournalOutage(Time time) {
    this.time = time;
  }

  /** A writer has failed. */
  synchronized Optional<String> failed(int writer, String why) {
    long now = time.nanos();
    boolean first = writers.isEmpty();
    writers.add(writer);
    if (first) {
      began = now;
    } else if (now - said < BETWEEN.toNanos()) {
      return Optional.empty();
    }
    said = now;
    return Optional.of(
        first
            ? "The journal cannot be written now: %s".formatted(why)
            : "The journal cannot be written for %d s: %s".formatted(seconds(now), why));
  }

  /** A writer has written. */
  synchronized Optional<String> written(int writer) {
    return writers.remove(writer) && writers.isEmpty()
        ? Optional.of("The journal is written again, after %d s.".formatted(seconds(time.nanos())))
        : Optional.empty();
  }

  private long seconds(long now) {
    return Duration.ofNanos(now - began).toSeconds();
  }
}
