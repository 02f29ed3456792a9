package io.auterity.workflow.trigger;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.engine.InvalidInputException;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.graph.WorkflowLimits;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.trigger.TriggerCounts.Result;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.StartStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the runs that are noted. A server that dies between the beginning and its note leaves it
 * to be begun again, which begins nothing twice: the id of the run is known before.
 */
final class TriggerStarts {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerStarts.class);
  private static final String UNFORESEEN = "it could not begin for a fault of the server's";

  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration COUNTED_EACH = Duration.ofSeconds(15);
  private static final int DOUBLINGS = 9;

  /** Half a day or so. */
  private static final int MOST_ATTEMPTS = 80;

  /** Eight minutes or so: who follows a change late does not know the workflow yet. */
  private static final int ATTEMPTS_WITHOUT_WORKFLOW = 10;

  private final TriggerParts parts;
  private final TriggerStartLog noted;
  private final StartStore store = new StartStore();
  private @Nullable Instant counted;
  private volatile boolean closing;

  TriggerStarts(TriggerParts parts) {
    this.parts = parts;
    this.noted = new TriggerStartLog(parts);
  }

  /** Begins what is due; false when there was nothing. */
  boolean runOnce() {
    Instant now = parts.time().now();
    List<StartRow.Claimed> due =
        parts.database().asEngine(EngineJob.TRIGGERS, tx -> store.claim(tx, now, now.plus(LEASE)));
    beginEach(due);
    countWaiting(now);
    return !due.isEmpty();
  }

  // One after the other of a tenant, whose audit log may make them wait; tenants beside each other.
  private void beginEach(List<StartRow.Claimed> due) {
    List<Future<?>> tenants = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      due.stream()
          .collect(Collectors.groupingBy(StartRow.Claimed::scope))
          .values()
          .forEach(some -> tenants.add(threads.submit(() -> some.forEach(this::start))));
    }
    for (Future<?> tenant : tenants) {
      if (tenant.state() == Future.State.FAILED) {
        throw new IllegalStateException("runs could not begin", tenant.exceptionNow());
      }
    }
  }

  private void countWaiting(Instant now) {
    if (counted == null || now.isAfter(counted.plus(COUNTED_EACH))) {
      counted = now;
      parts
          .counts()
          .waiting(parts.database().asEngine(EngineJob.TRIGGERS, tx -> store.waiting(tx, now)));
    }
  }

  /** Begins no more runs; claimed starts are left to the server that begins runs next. */
  void close() {
    closing = true;
  }

  private void start(StartRow.Claimed start) {
    if (closing) {
      inTenant(start, tx -> store.giveBack(tx, start, parts.time().now()));
      return;
    }
    try {
      parts.runner().begin(request(start), start.run(), start.noted());
      inTenant(start, tx -> noted.settle(tx, start, null));
    } catch (InvalidInputException e) {
      giveUp(start, Failure.of(FailureCode.INVALID, "input: " + e.getMessage()));
    } catch (CallFailedException e) {
      if (skipped(e.failure())) {
        skip(start, e.failure().message());
      } else {
        refused(start, e.failure(), attempts(e.failure().code()));
      }
    } catch (RuntimeException e) {
      LOG.error("Run {} of trigger {} could not begin", start.run(), start.name(), e);
      refused(start, Failure.of(FailureCode.INTERNAL, UNFORESEEN), MOST_ATTEMPTS);
    }
  }

  // The run goes first: where the server dies in between, its start is tried again.
  private void skip(StartRow.Claimed start, String why) {
    end(start, RunPhase.CANCELLED, Failure.of(FailureCode.CANCELLED, why));
    inTenant(start, tx -> noted.skip(tx, start, why));
  }

  private void giveUp(StartRow.Claimed start, Failure why) {
    end(start, RunPhase.FAILED, why);
    inTenant(start, tx -> noted.settle(tx, start, why.message()));
  }

  private void end(StartRow.Claimed start, RunPhase end, Failure why) {
    if (start.announced() || !parts.runner().forget(start.scope(), start.run())) {
      parts.runner().giveUp(start.scope(), start.run(), end, why);
    }
  }

  // Its workflow has a limit that lets it not begin, which is no failure.
  private static boolean skipped(Failure failure) {
    return failure.code() == FailureCode.CONFLICT
        || failure.fields().containsKey(WorkflowLimits.STARTS);
  }

  /** How often something is tried that is refused with a code. */
  private static int attempts(FailureCode code) {
    return switch (code) {
      case UNAVAILABLE, RATE_LIMITED, TIMEOUT -> MOST_ATTEMPTS;
      case NOT_FOUND -> ATTEMPTS_WITHOUT_WORKFLOW;
      default -> 0;
    };
  }

  private void refused(StartRow.Claimed start, Failure why, int attempts) {
    if (start.attempts() < attempts) {
      later(start, why.message());
    } else {
      giveUp(start, why);
    }
  }

  private static RunRequest request(StartRow.Claimed start) {
    return TriggerRequests.of(
            start.scope(), start.principal(), start.workflow(), start.name(), start.input())
        .descendingFrom(start.descent())
        .startedBy(start.starter());
  }

  private void later(StartRow.Claimed start, String problem) {
    Instant due = parts.time().now().plus(pause(start.attempts()));
    inTenant(start, tx -> store.postpone(tx, start.trigger(), start.cause(), problem, due));
    parts.counts().count(Result.POSTPONED);
  }

  private void inTenant(StartRow.Claimed start, Consumer<Transaction> work) {
    parts.inTenant(
        start.scope(),
        tx -> {
          work.accept(tx);
          return start;
        });
  }

  /** One second, doubled with each attempt, eight and a half minutes at most. */
  static Duration pause(int attempts) {
    return Duration.ofSeconds(1L << Math.clamp(attempts - 1, 0, DOUBLINGS));
  }
}
