package io.auterity.server.limits;

import io.auterity.relay.ledger.NanoUnits;
import io.auterity.relay.ledger.Window;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What will be used of a limit by the end of its window, if it is used as fast as since it began.
 *
 * @param used by the end of the window; exact decimal text
 * @param method {@code linear}: what is settled now, over the part of the window that has passed,
 *     and what is unsettled now, which is no pace
 * @param capReachedAt when the cap is reached at that pace; absent when it is not in this window
 */
public record LimitForecast(String used, String method, @Nullable Instant capReachedAt) {

  /** Before that part of a window has passed, a pace says nothing. */
  private static final double ENOUGH = 0.01;

  /** Of a window that ends and has begun long enough ago; null of others. */
  static @Nullable LimitForecast of(
      long settled, long unsettled, long cap, String unit, Window window, Instant now) {
    Instant end = window.end();
    if (end == null) {
      return null;
    }
    double whole = nanos(Duration.between(window.start(), end));
    double passed = nanos(Duration.between(window.start(), now));
    if (passed < whole * ENOUGH) {
      return null;
    }
    long total = Math.max(settled, (long) (settled * (whole / passed)));
    return new LimitForecast(
        NanoUnits.text(total + unsettled, unit),
        "linear",
        reached(settled, cap - unsettled, window, passed));
  }

  private static double nanos(Duration time) {
    return time.toSeconds() * 1e9 + time.toNanosPart();
  }

  private static @Nullable Instant reached(long settled, long room, Window window, double passed) {
    if (settled == 0 && room > 0) {
      return null;
    }
    double after = (room > 0 ? passed * ((double) room / settled) : passed) / 1e9;
    Instant end = window.end();
    Instant at = after > 1e12 ? Instant.MAX : window.start().plusSeconds((long) after);
    return end != null && at.isBefore(end) ? at : null;
  }
}
