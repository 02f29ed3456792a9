package io.auterity.workflow.engine;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.workflow.engine.RunQueue.Queued;
import io.auterity.workflow.store.RecoveryStore.Unfinished;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable timers (wakeups) of runs: takes up those that only wait, once their time has come. Of
 * those whose time comes within a minute it knows the time; all others stand in their rows alone,
 * which are read each half minute.
 */
final class RunWakeups {

  /** How far ahead times are known. */
  static final Duration AHEAD = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(RunWakeups.class);
  private static final Duration EVERY = AHEAD.dividedBy(2);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int PAGE = 1_000;

  /** Runs that are known or wait for room; beyond that the rest is read once these have gone on. */
  private static final int MOST = 100_000;

  private final RunLoader runLoader;
  private final Time time;
  private final EngineTimers timers;
  private final RunQueue queue;
  private final Predicate<UUID> leftOut;
  private final Consumer<Collection<Queued>> takeUp;
  private final Map<UUID, Instant> known = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param leftOut whether a run is in memory or stalled, or none is taken up any more
   * @param takeUp is given what is due
   */
  RunWakeups(
      RunLoader runLoader,
      EngineServices services,
      RunQueue queue,
      Predicate<UUID> leftOut,
      Consumer<Collection<Queued>> takeUp) {
    this.runLoader = runLoader;
    this.time = services.time();
    this.timers = services.timers();
    this.queue = queue;
    this.leftOut = leftOut;
    this.takeUp = takeUp;
  }

  /** Reads what is due soon, again and again. */
  void watch() {
    Duration next = SOON;
    try {
      next = read() ? EVERY : SOON;
    } catch (CallFailedException e) {
      LOG.warn("Runs that wait cannot be read now: {}", e.failure().message());
    } finally {
      timers.after(next, this::watch);
    }
  }

  /** False when there is more than is known at one time. */
  private boolean read() {
    Instant until = time.now().plus(AHEAD);
    Unfinished last = null;
    do {
      if (known.size() + queue.size() >= MOST) {
        return false;
      }
      last = read(until, last);
    } while (last != null);
    return true;
  }

  /** Reads the next ones; the last of them, null when no more follow. */
  private @Nullable Unfinished read(Instant until, @Nullable Unfinished after) {
    List<Unfinished> page = runLoader.due(until, after, PAGE);
    List<Queued> due = new ArrayList<>();
    Instant now = time.now();
    for (Unfinished run : page) {
      Queued waiting = new Queued(run.run(), run.tenant());
      Instant at = Objects.requireNonNull(run.due());
      if (leftOut.test(run.run())) {
        continue;
      }
      if (at.isAfter(now)) {
        set(waiting, at);
      } else {
        due.add(waiting);
      }
    }
    takeUp.accept(due);
    return page.size() < PAGE ? null : page.getLast();
  }

  /** Sets the wakeup of a run that waits until then. */
  void set(Queued run, Instant due) {
    Duration wait = Duration.between(time.now(), due);
    if (wait.compareTo(AHEAD) <= 0 && !due.equals(known.put(run.run(), due))) {
      timers.after(wait, () -> ring(run, due));
    }
  }

  private void ring(Queued run, Instant due) {
    if (known.remove(run.run(), due)) {
      takeUp.accept(List.of(run));
    }
  }
}
