package io.auterity.platform.rate;

import io.auterity.platform.rate.RateGrants.Grant;
import io.auterity.platform.rate.RateGrants.Unused;
import io.auterity.spi.PluginManifest.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the next request of one owner may be sent by this server, from what it was granted
 * and what the vendor told. It asks for more at a time while it uses up what it gets, and for less
 * when it does not.
 */
final class RequestPace {

  /** So much of a limit one server takes at a time at most, so that others find the rest. */
  private static final int PARTS = 16;

  private static final Duration LONGEST_VALID = Duration.ofSeconds(5);

  private long shutUntil;
  private long reopened;
  private long freeAt;
  private boolean started;

  private @Nullable Grant grant;
  private int left;
  private long sendUntil;
  private int wanted;

  /** What a request does. */
  sealed interface Next {
    /** It is counted, and may be sent. */
    record Go() implements Next {}

    /** There is no room before so long. */
    record Wait(Duration duration) implements Next {}

    /** More is to be asked for, by one request at a time; {@link #granted} tells of it. */
    record Ask(int wanted, @Nullable Unused unused) implements Next {}
  }

  /** For how long granted requests may be sent. */
  static Duration valid(RateLimit limit) {
    Duration part = Duration.ofSeconds(limit.seconds()).dividedBy(PARTS);
    return part.compareTo(LONGEST_VALID) < 0 ? part : LONGEST_VALID;
  }

  /**
   * What a request does now.
   *
   * @param limit null when only the vendor's words hold requests back
   */
  synchronized Next next(long now, @Nullable RateLimit limit) {
    start(now);
    if (shutUntil - now > 0) {
      return new Next.Wait(Duration.ofNanos(shutUntil - now));
    }
    if (limit == null || takes(now)) {
      return new Next.Go();
    }
    if (freeAt - now > 0) {
      return new Next.Wait(Duration.ofNanos(freeAt - now));
    }
    int most = Math.max(1, limit.requests() / PARTS);
    int more = Math.clamp(left > 0 ? wanted / 2 : wanted * 2L, 1, most);
    Grant before = grant;
    return new Next.Ask(more, before == null || left == 0 ? null : new Unused(before.id(), left));
  }

  private boolean takes(long now) {
    if (left == 0 || sendUntil - now <= 0) {
      return false;
    }
    left--;
    return true;
  }

  /**
   * Takes what was granted.
   *
   * @param asked when it was asked for
   */
  synchronized void granted(long asked, RateLimit limit, Next.Ask ask, Grant more) {
    wanted = ask.wanted();
    grant = more;
    left = more.amount();
    sendUntil = asked + valid(limit).toNanos();
    freeAt = more.amount() == 0 ? asked + more.freeIn().toNanos() : asked;
  }

  /**
   * Lets no request through for as long.
   *
   * @param begun when the request was whose reply says so; one from before it was reopened tells
   *     nothing
   */
  synchronized void shut(long now, Duration duration, long begun) {
    start(begun);
    if (begun - reopened >= 0) {
      shutUntil = Math.max(shutUntil, now + duration.toNanos());
    }
  }

  /** Lets requests through again. */
  synchronized void reopen(long now) {
    start(now);
    shutUntil = now;
    reopened = now;
  }

  private void start(long now) {
    if (!started) {
      started = true;
      shutUntil = now;
      reopened = now;
      freeAt = now;
    }
  }
}
