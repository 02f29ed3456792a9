package io.auterity.workflow.engine;

import io.auterity.platform.time.Backoff;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.CallResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The calls of a run that were lost with the processes that made them. The first time a call is
 * made again at once; as it may be what ends these processes, each time after that it waits longer,
 * and fails at last.
 */
final class LostCalls {

  /** How often the call of a step is lost, one after another, until it fails. */
  static final int MOST = 10;

  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private final Map<StepKey, Integer> times = new HashMap<>();

  /** How a call ends that was lost again and again. */
  static CallResult givenUp() {
    return new CallResult.Failed(
        new UUID(0, 0),
        Failure.of(
                FailureCode.INTERNAL,
                "the server ended during the call, %d times one after another".formatted(MOST))
            .withApplied(Applied.UNKNOWN));
  }

  /** A call of a step has ended. */
  void ended(StepKey step) {
    times.remove(step);
  }

  /** A call of a step was lost: how long the next one waits; empty when there is to be none. */
  Optional<Duration> pause(StepKey step) {
    int lost = times.merge(step, 1, Integer::sum);
    if (lost >= MOST) {
      times.remove(step);
      return Optional.empty();
    }
    return Optional.of(lost == 1 ? Duration.ZERO : PAUSES.after(lost - 2));
  }
}
