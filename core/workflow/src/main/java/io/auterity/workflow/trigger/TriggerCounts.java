package io.auterity.workflow.trigger;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of the runs that triggers start, and how many wait. */
public final class TriggerCounts {

  private final Map<Result, LongAdder> results = new EnumMap<>(Result.class);
  private volatile Waiting waiting = new Waiting(0, Duration.ZERO);

  /** The outcome of a start. */
  enum Result {
    NOTED,
    BEGUN,
    POSTPONED,
    SKIPPED,
    FAILED
  }

  /**
   * Those that are to begin.
   *
   * @param age of the oldest
   */
  public record Waiting(long count, Duration age) {}

  public TriggerCounts() {
    for (Result result : Result.values()) {
      results.put(result, new LongAdder());
    }
  }

  void count(Result result) {
    Objects.requireNonNull(results.get(result)).increment();
  }

  void waiting(Waiting now) {
    waiting = now;
  }

  /** Shows them. */
  public void measure(MeterRegistry meters) {
    results.forEach(
        (result, count) ->
            FunctionCounter.builder("auterity.trigger.starts", count, LongAdder::doubleValue)
                .description(
                    "Starts of runs by triggers: noted, begun, postponed, skipped or failed")
                .tag("result", result.name().toLowerCase(Locale.ROOT))
                .register(meters));
    Gauge.builder("auterity.trigger.starts.waiting", this, counts -> counts.waiting.count())
        .description("Runs of triggers that are noted and have not begun")
        .register(meters);
    Gauge.builder(
            "auterity.trigger.starts.age", this, counts -> counts.waiting.age().toMillis() / 1e3)
        .description("Seconds since the oldest of them was noted")
        .register(meters);
  }
}
