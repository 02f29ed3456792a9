package io.auterity.workflow.live;

import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One watcher of one run; not to be shared. */
public final class Watch {

  private static final Duration BETWEEN = Duration.ofMillis(34);

  private final RunProgress progress;
  private final Time time;
  private long since;
  private long last;
  private boolean over;

  /**
   * A watcher who knows everything up to a number.
   *
   * @param since {@code -1} for nothing
   */
  public Watch(RunProgress progress, long since, Time time) {
    this.progress = progress;
    this.since = since;
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
  public @Nullable Frame next(Duration atMost) throws InterruptedException {
    if (over) {
      return null;
    }
    TimeUnit.NANOSECONDS.sleep(last + BETWEEN.toNanos() - time.nanos());
    Frame frame = progress.await(since, atMost);
    if (frame != null) {
      since = frame.seq();
      last = time.nanos();
      over = frame instanceof Frame.Progress told && told.phase().over();
    }
    return frame;
  }
}
