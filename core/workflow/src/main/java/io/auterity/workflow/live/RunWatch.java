package io.auterity.workflow.live;

import io.auterity.platform.time.Time;
import io.auterity.workflow.live.LiveRuns.StoredProgress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One watcher of one run; not to be shared. */
public final class RunWatch {

  private static final Duration BETWEEN = Duration.ofMillis(34);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final LiveRuns runs;
  private final UUID run;
  private final Time time;
  private @Nullable RunProgress watched;
  private long since;
  private long last;
  private boolean ended;
  private boolean over;

  /**
   * A watcher who knows everything up to a number.
   *
   * @param since {@code -1} for nothing
   * @param ended whether the run is over already
   */
  public RunWatch(LiveRuns runs, UUID run, long since, boolean ended, Time time) {
    this.runs = runs;
    this.run = run;
    this.since = since;
    this.ended = ended;
    this.time = time;
    this.last = time.nanos() - BETWEEN.toNanos();
  }

  /** Whether the run is over and everything has been told. */
  public boolean over() {
    return over;
  }

  /**
   * Waits for what is new; at most 30 frames come in a second.
   *
   * @return null when nothing is new until the time is up, or all has been told
   */
  public @Nullable RunUpdate next(Duration atMost) throws InterruptedException {
    long end = time.nanos() + atMost.toNanos();
    while (!over) {
      TimeUnit.NANOSECONDS.sleep(last + BETWEEN.toNanos() - time.nanos());
      RunUpdate runUpdate = look(Math.min(LOOK.toNanos(), Math.max(0, end - time.nanos())));
      if (runUpdate != null) {
        since = runUpdate.seq();
        last = time.nanos();
        over = ended || (runUpdate instanceof RunUpdate.Progress told && told.phase().over());
        return runUpdate;
      }
      if (time.nanos() >= end) {
        return null;
      }
    }
    return null;
  }

  // A run that waits for long leaves memory, and is another object when it comes back: it may have
  // gone on meanwhile.
  private @Nullable RunUpdate look(long nanos) throws InterruptedException {
    RunProgress before = watched;
    watched = runs.progress(run).orElse(null);
    if (watched != null) {
      return watched.await(since, Duration.ofNanos(nanos));
    }
    RunUpdate last = before == null ? null : before.await(since, Duration.ZERO);
    if (last != null) {
      watched = before;
      return last;
    }
    Optional<StoredProgress> stored = ended ? Optional.empty() : runs.elsewhere(run);
    return stored.isPresent() ? stored(stored.get(), nanos) : absent(nanos);
  }

  // Rows say that there is news, and not which: the watcher takes a fresh view.
  private @Nullable RunUpdate stored(StoredProgress found, long nanos) throws InterruptedException {
    if (found.seq() != since) {
      ended = found.over();
      return new RunUpdate.Full(found.seq());
    }
    TimeUnit.NANOSECONDS.sleep(nanos);
    return null;
  }

  private @Nullable RunUpdate absent(long nanos) throws InterruptedException {
    if (since < 0 || ended) {
      return new RunUpdate.Full(Math.max(0, since));
    }
    TimeUnit.NANOSECONDS.sleep(nanos);
    return null;
  }
}
