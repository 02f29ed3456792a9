package io.auterity.temporal;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.engine.CarriedRuns;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call of a run that this process makes; one thread at a time waits for its result. */
final class RunCall {

  /** How a call ends that was given up: it had no effect, or was not made. */
  static final CallResult GIVEN_UP =
      new CallResult.Failed(
          new UUID(0, 0),
          Failure.of(FailureCode.CANCELLED, "the call was given up").withApplied(Applied.NO));

  private static final Logger LOG = LoggerFactory.getLogger(RunCall.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final String run;
  private final Supplier<AfterCommit.Dial> dial;
  private final CarriedRuns runs;
  private final RunValues values;
  private final CompletableFuture<CallEnd> result = new CompletableFuture<>();
  private final AtomicReference<@Nullable Runnable> cancel = new AtomicReference<>();
  private final long began = System.nanoTime();
  private boolean made;
  private volatile boolean givenUp;

  /**
   * A call that is not made yet.
   *
   * @param dial what is called, which may be read from the database
   */
  RunCall(String run, Supplier<AfterCommit.Dial> dial, CarriedRuns runs) {
    this.run = run;
    this.dial = dial;
    this.runs = runs;
    this.values = new RunValues(runs);
  }

  /** Cancels the call, or sees to it that it is not made. */
  void giveUp() {
    givenUp = true;
    Runnable open = cancel.getAndSet(null);
    if (open != null) {
      var _ = Thread.startVirtualThread(open);
    }
  }

  /**
   * Makes the call unless it is made, and waits for its result.
   *
   * @param wanted asked each second; the call is given up once it is not
   * @param most how long this waits
   * @return the result as {@link RunValues} writes it; empty when it takes longer
   */
  Optional<byte[]> makeAndAwait(BooleanSupplier wanted, Duration most) {
    long until = System.nanoTime() + most.toNanos();
    while (true) {
      if (!wanted.getAsBoolean()) {
        giveUp();
      }
      make();
      long left = until - System.nanoTime();
      Optional<byte[]> ended = await(Math.min(left, LOOK_EVERY.toNanos()));
      if (ended.isPresent() || left <= 0) {
        return ended;
      }
    }
  }

  private void end(CallResult ended) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    cancel.set(null);
    result.complete(new CallEnd(ended, runs.now(), took));
  }

  private void opened(Runnable open) {
    cancel.set(open);
    if (givenUp) {
      giveUp();
    }
  }

  // While the database is away, it is made later.
  private void make() {
    if (made || result.isDone()) {
      return;
    }
    if (givenUp) {
      end(GIVEN_UP);
      return;
    }
    try {
      runs.call(UUID.fromString(run), dial.get(), this::opened, this::end);
      made = true;
    } catch (CallFailedException e) {
      LOG.debug("A call of the run {} is made later.", run, e);
    }
  }

  private Optional<byte[]> await(long nanos) {
    try {
      return kept(result.get(Math.max(0, nanos), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Activity.wrap(e);
    } catch (ExecutionException e) {
      throw Activity.wrap(e);
    }
  }

  /** Empty while the database is away, which keeps what is large. */
  private Optional<byte[]> kept(CallEnd ended) throws InterruptedException {
    try {
      return Optional.of(values.write(run, CarrierJson.write(ended)));
    } catch (CallFailedException e) {
      LOG.debug("The result of a call of the run {} is kept later.", run, e);
      Thread.sleep(LOOK_EVERY);
      return Optional.empty();
    }
  }
}
