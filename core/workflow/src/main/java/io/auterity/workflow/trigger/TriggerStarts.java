package io.auterity.workflow.trigger;

import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.engine.InvalidInputException;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.StartStore;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the runs that are noted. Whoever dies between the beginning and its note leaves it to be
 * begun again, which begins nothing twice: the id of the run is known before.
 */
final class TriggerStarts {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerStarts.class);
  private static final String UNFORESEEN = "it could not begin for a fault of the server's";

  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final int DOUBLINGS = 9;

  /** Half a day or so. */
  private static final int MOST_ATTEMPTS = 80;

  /** What passes by itself. */
  private static final Set<FailureCode> LATER =
      EnumSet.of(FailureCode.UNAVAILABLE, FailureCode.RATE_LIMITED, FailureCode.TIMEOUT);

  private final TriggerParts parts;
  private final NotedStarts noted;
  private final StartStore store = new StartStore();

  TriggerStarts(TriggerParts parts) {
    this.parts = parts;
    this.noted = new NotedStarts(parts);
  }

  /** Begins what is due; false when there was nothing. */
  boolean runOnce() {
    Instant now = parts.time().now();
    List<StartRow.Claimed> due =
        parts.database().asEngine(EngineJob.TRIGGERS, tx -> store.claim(tx, now, now.plus(LEASE)));
    due.forEach(this::start);
    return !due.isEmpty();
  }

  private void start(StartRow.Claimed start) {
    try {
      if (parts.mayStart().test(start.scope(), start.principal())) {
        parts.runner().submit(request(start), start.run());
        settle(start, null);
      } else {
        settle(start, "%s may not start runs".formatted(start.principal().name()));
      }
    } catch (InvalidInputException e) {
      settle(start, "input: " + e.getMessage());
    } catch (CallFailedException e) {
      if (LATER.contains(e.failure().code()) && start.attempts() < MOST_ATTEMPTS) {
        later(start, e.failure().message());
      } else {
        settle(start, e.failure().message());
      }
    } catch (RuntimeException e) {
      LOG.error("Run {} of trigger {} could not begin", start.run(), start.name(), e);
      if (start.attempts() < MOST_ATTEMPTS) {
        later(start, UNFORESEEN);
      } else {
        settle(start, UNFORESEEN);
      }
    }
  }

  private static RunRequest request(StartRow.Claimed start) {
    return new RunRequest(
        start.scope(),
        start.principal(),
        EventCondition.DOOR,
        start.workflow(),
        start.input(),
        Map.of("trigger", start.name()));
  }

  private void settle(StartRow.Claimed start, @Nullable String problem) {
    parts
        .database()
        .inTenant(
            start.scope(),
            tx -> {
              noted.settle(tx, start, problem);
              return start;
            });
  }

  private void later(StartRow.Claimed start, String problem) {
    Instant due = parts.time().now().plus(pause(start.attempts()));
    parts
        .database()
        .inTenant(
            start.scope(),
            tx -> {
              store.postpone(tx, start.trigger(), start.cause(), problem, due);
              return start;
            });
  }

  /** One second, doubled with each attempt. */
  static Duration pause(int attempts) {
    Duration pause = Duration.ofSeconds(1L << Math.clamp(attempts - 1, 0, DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
