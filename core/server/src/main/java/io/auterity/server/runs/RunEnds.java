package io.auterity.server.runs;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.expression.DurationText;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.RunWatch;
import io.auterity.workflow.view.RunDetail;
import io.auterity.workflow.view.RunViews;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the ends of runs, wherever they are carried, for callers that want the output with the
 * answer. Where too many wait, the next one is answered at once, as when the time is up.
 */
public final class RunEnds {

  /** The longest that a caller waits. */
  public static final Duration LONGEST = Duration.ofSeconds(30);

  static final int WAITERS = 400;
  static final int WAITERS_OF_A_TENANT = 100;

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final RunViews views;
  private final Time time;
  private final WatcherSeats seats = new WatcherSeats(WAITERS, WAITERS_OF_A_TENANT);

  public RunEnds(RunViews views, Time time) {
    this.views = views;
    this.time = time;
  }

  /**
   * How long a caller waits who says so.
   *
   * @throws CallFailedException {@code invalid} when it is no duration, or longer than 30s
   */
  public static Duration patience(@Nullable String text) {
    return text == null
        ? Duration.ZERO
        : DurationText.read(text)
            .filter(wait -> !wait.isNegative() && wait.compareTo(LONGEST) <= 0)
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.INVALID,
                        "wait: '%s' is no duration up to %s; write e.g. 10s"
                            .formatted(text, DurationText.write(LONGEST))));
  }

  /**
   * A run once it is over; empty when it is not until the time is up, or too many wait.
   *
   * @param run may be one that begins soon
   */
  public Optional<RunDetail> await(TenantScope scope, UUID run, Duration atMost) {
    if (atMost.isZero() || !seats.take(scope)) {
      return Optional.empty();
    }
    try {
      return ended(scope, run, time.nanos() + atMost.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      seats.leave(scope);
    }
  }

  private Optional<RunDetail> ended(TenantScope scope, UUID run, long until)
      throws InterruptedException {
    RunWatch watch = null;
    while (true) {
      Optional<RunPhase> phase = views.phase(scope, run);
      if (phase.isPresent() && phase.get().over()) {
        return Optional.of(views.detail(scope, run));
      }
      if (time.nanos() >= until) {
        return Optional.empty();
      }
      if (phase.isPresent() && watch == null) {
        watch = views.watch(scope, run, 0);
      }
      rest(watch, until);
    }
  }

  // Until the run is over in memory, or nothing has been heard of it for a while.
  private void rest(@Nullable RunWatch watch, long until) throws InterruptedException {
    if (watch == null || watch.over()) {
      TimeUnit.NANOSECONDS.sleep(Math.min(PAUSE.toNanos(), until - time.nanos()));
      return;
    }
    boolean news = true;
    while (news && !watch.over()) {
      long left = Math.min(LOOK.toNanos(), until - time.nanos());
      news = left > 0 && watch.next(Duration.ofNanos(left)) != null;
    }
  }
}
