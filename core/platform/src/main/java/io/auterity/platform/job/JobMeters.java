package io.auterity.platform.job;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The metrics of background jobs, by kind. */
final class JobMeters {

  /** The result of a turn. */
  enum Result {
    DONE,
    AGAIN,
    LATER,
    FAILED,
    GIVEN_UP
  }

  private record Turn(String kind, Result result) {}

  private final Map<Turn, LongAdder> turns = new HashMap<>();
  private final Collection<String> kinds;
  private final Map<String, Long> due = new ConcurrentHashMap<>();

  JobMeters(Collection<String> kinds) {
    this.kinds = kinds;
    for (String kind : kinds) {
      for (Result result : Result.values()) {
        turns.put(new Turn(kind, result), new LongAdder());
      }
    }
  }

  void ended(String kind, Result result) {
    Objects.requireNonNull(turns.get(new Turn(kind, result))).increment();
  }

  /** Takes how many are due that no server runs. */
  void due(String kind, long now) {
    due.put(kind, now);
  }

  void register(MeterRegistry meters) {
    turns.forEach(
        (turn, count) ->
            FunctionCounter.builder("auterity.jobs.turns", count, LongAdder::doubleValue)
                .description("Turns of background jobs, by their result")
                .tag("kind", turn.kind())
                .tag("result", turn.result().name().toLowerCase(Locale.ROOT))
                .register(meters));
    for (String kind : kinds) {
      Gauge.builder("auterity.jobs.due", () -> due.getOrDefault(kind, 0L))
          .description("Background jobs that are due and not run")
          .tag("kind", kind)
          .register(meters);
    }
  }
}
