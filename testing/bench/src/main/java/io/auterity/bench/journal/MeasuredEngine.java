package io.auterity.bench.journal;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.journal.store.Books;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.resource.Resource;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.registry.WorkflowKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An engine of which one figure after the other is taken. */
final class MeasuredEngine {

  private static final int CONCURRENT = 1_000;

  private final WorkflowEngine engine;
  private final WorkflowKind workflows;
  private final Crossing crossing;
  private final Authenticated caller;
  private final Books books;
  private final AtomicReference<@Nullable CallFailedException> refused = new AtomicReference<>();

  /**
   * An engine that has been started.
   *
   * @param crossing takes its calls
   */
  MeasuredEngine(
      WorkflowEngine engine,
      WorkflowKind workflows,
      Crossing crossing,
      Authenticated caller,
      Books books) {
    this.engine = engine;
    this.workflows = workflows;
    this.crossing = crossing;
    this.caller = caller;
    this.books = books;
  }

  void apply(Chain chain) {
    workflows.applied(
        caller.scope(), new Resource("workflow", chain.id(), 1, chain.spec(), Instant.EPOCH));
  }

  /**
   * Keeps a thousand runs under way for a while: when one comes to its last step, another is
   * submitted.
   *
   * @return how many there were
   */
  long load(Chain chain, Invoker way, Duration span) {
    Semaphore room = new Semaphore(CONCURRENT);
    String last = chain.last();
    crossing.turn(
        way,
        step -> {
          if (step.step().equals(last)) {
            room.release();
          }
        });
    long end = System.nanoTime() + span.toNanos();
    long runs = 0;
    try (ExecutorService submitting = Executors.newVirtualThreadPerTaskExecutor()) {
      while (System.nanoTime() < end) {
        if (taken(room)) {
          runs++;
          submitting.execute(() -> submit(chain));
        }
      }
    }
    awaitQuiet();
    return runs;
  }

  private static boolean taken(Semaphore room) {
    try {
      return room.tryAcquire(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new VoidRunException("interrupted");
    }
  }

  /** Starts some runs at one time; nanoseconds until all are over. */
  long together(Chain chain, Invoker way, int runs) {
    crossing.turn(way, step -> {});
    long began = System.nanoTime();
    try (ExecutorService submitting = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int run = 0; run < runs; run++) {
        submitting.execute(() -> submit(chain));
      }
    }
    awaitQuiet();
    return System.nanoTime() - began;
  }

  /** Runs one chain alone; the nanoseconds from the beginning of each step to that of the next. */
  long[] alone(Chain chain, Invoker way) {
    long[] begun = new long[chain.length()];
    int[] count = {0};
    crossing.turn(way, step -> begun[count[0]++] = System.nanoTime());
    submit(chain);
    awaitQuiet();
    long[] took = new long[count[0] - 1];
    for (int i = 0; i < took.length; i++) {
      took[i] = begun[i + 1] - begun[i];
    }
    return took;
  }

  private void submit(Chain chain) {
    try {
      engine.submit(
          new RunRequest(
              caller.scope(), caller.principal(), "bench", chain.id(), Json.EMPTY, Map.of()));
    } catch (CallFailedException e) {
      refused.set(e);
    }
  }

  private void awaitQuiet() {
    books.awaitQuiet();
    CallFailedException failure = refused.get();
    if (failure != null) {
      throw new VoidRunException("a run was refused: " + failure.failure().message());
    }
  }
}
