package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.engine.RunQueue.Queued;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.store.RunInboxStore;
import io.auterity.workflow.store.RunInboxStore.Addressed;
import io.auterity.workflow.store.RunInboxStore.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable inbox of runs. Any server stores a message to a run, which is acknowledged with that.
 * The server that carries runs on is told, and looks each second besides: it has the run take what
 * waits, in the order in which it was stored.
 */
final class RunInbox {

  private static final Logger LOG = LoggerFactory.getLogger(RunInbox.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int PAGE = 1_000;

  /** Together about five seconds: 1, 2, 4, ... 64 milliseconds, and that again and again. */
  private static final int MOST_LOOKS = 84;

  private static final int LONGEST_PAUSE_SHIFT = 6;
  private static final long MILLISECOND = 1_000_000;

  private final Database database;
  private final Supplier<@Nullable ActiveRuns> carriedHere;
  private final RunArrivals arrivals;
  private final AtomicInteger asked = new AtomicInteger();

  /**
   * The inbox of a database.
   *
   * @param carriedHere the runs that this server carries on; null while another does
   */
  RunInbox(Database database, RunArrivals arrivals, Supplier<@Nullable ActiveRuns> carriedHere) {
    this.database = database;
    this.arrivals = arrivals;
    this.carriedHere = carriedHere;
  }

  /**
   * Stores a message, unless one of its id is stored already; when this returns, it is durable.
   *
   * @throws CallFailedException {@code not_found}; {@code conflict} when the run is over; {@code
   *     rate_limited} when as many wait as may; {@code unavailable} when the database is
   */
  void put(TenantScope scope, UUID run, InboxMessage message) {
    ActiveRuns runs = carriedHere.get();
    boolean here = runs != null && runs.open();
    switch (database.inTenant(scope, tx -> RunInboxStore.put(tx, run, message, !here))) {
      case UNKNOWN -> throw WorkflowEngine.unknown(run);
      case OVER -> throw ActiveRuns.over(run);
      case FULL ->
          throw new CallFailedException(
              FailureCode.RATE_LIMITED,
              ("the inbox of the run %s is full: at most %d messages of together %d bytes wait;"
                      + " try again when some were taken")
                  .formatted(
                      Invocation.RUN_ID.write(run), RunInboxStore.MOST, RunInboxStore.MOST_BYTES));
      case STORED -> {
        if (runs != null && here) {
          runs.wake(new Queued(run, scope.tenant()), message.kind().urgent());
        }
      }
    }
  }

  /**
   * Waits a while for the outcome of a message. One that waits longer stays as durable as it was.
   *
   * @throws CallFailedException {@code conflict} when it had no effect
   */
  void await(TenantScope scope, UUID message) {
    Optional<Outcome> outcome = outcome(scope, message);
    for (int look = 0; outcome.isEmpty() && look < MOST_LOOKS; look++) {
      LockSupport.parkNanos(MILLISECOND << Math.min(look, LONGEST_PAUSE_SHIFT));
      outcome = outcome(scope, message);
    }
    @Nullable String refused = outcome.map(Outcome::refused).orElse(null);
    if (refused != null) {
      throw new CallFailedException(FailureCode.CONFLICT, refused);
    }
  }

  /**
   * Whether a message was taken already.
   *
   * @throws CallFailedException {@code unavailable}
   */
  boolean taken(TenantScope scope, UUID message) {
    return database.inTenant(scope, tx -> RunInboxStore.outcome(tx, message)).isPresent();
  }

  private Optional<Outcome> outcome(TenantScope scope, UUID message) {
    try {
      return database.inTenant(scope, tx -> RunInboxStore.outcome(tx, message));
    } catch (CallFailedException e) {
      LOG.debug("The outcome of the message {} is looked up later.", message, e);
      return Optional.empty();
    }
  }

  /** Looks for messages each second, until runs are carried on no more. */
  void watch(ActiveRuns runs, EngineTimers timers) {
    if (runs.open()) {
      look();
      timers.after(EVERY, () -> watch(runs, timers));
    }
  }

  /** Looks for messages and runs that others have stored. */
  void look() {
    if (asked.getAndIncrement() == 0) {
      Thread.startVirtualThread(this::lookWhileAsked);
    }
  }

  private void lookWhileAsked() {
    int before;
    do {
      before = asked.get();
      try {
        wakeAll();
      } catch (CallFailedException e) {
        LOG.debug("Messages to runs cannot be read now.", e);
      }
    } while (!asked.compareAndSet(before, 0));
  }

  private void wakeAll() {
    ActiveRuns runs = carriedHere.get();
    if (runs == null) {
      return;
    }
    runs.admission.takeArrivals(arrivals);
    UUID after = new UUID(0, 0);
    List<Addressed> page;
    do {
      UUID last = after;
      page = database.asEngine(EngineJob.JOURNAL, tx -> RunInboxStore.addressed(tx, last, PAGE));
      for (Addressed run : page) {
        runs.wakeStored(new Queued(run.run(), run.tenant()), run.urgent());
        after = run.run();
      }
    } while (page.size() == PAGE);
  }
}
