package io.auterity.platform.rate;

import io.auterity.platform.rate.RateGrants.Grant;
import io.auterity.platform.rate.RateGrants.Unused;
import io.auterity.spi.PluginManifest.RateLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the next request of one owner may be sent by this server, from what it was granted
 * under each limit and what the vendor told. It asks for more at a time while it uses up what it
 * gets, and for less when it does not.
 */
final class RequestPace {

  /** So much of a limit one server takes at a time at most, so that others find the rest. */
  private static final int PARTS = 16;

  private static final long NEWS = Duration.ofSeconds(1).toNanos();
  private static final Duration LONGEST_VALID = Duration.ofSeconds(5);
  private static final Duration SHORTEST_VALID = Duration.ofMillis(500);

  private final Map<RateLimit, Granted> granted = new HashMap<>();
  private long shutUntil;
  private long reopened;
  private boolean started;

  /**
   * What was granted last under a limit.
   *
   * @param left how many requests of it were not sent yet
   * @param wanted how many were asked for
   * @param freeAt when there is room again where there was none
   */
  private record Granted(Grant grant, int left, long sendUntil, int wanted, long freeAt) {

    private boolean goes(long now) {
      return left > 0 && sendUntil - now > 0;
    }

    private Granted less() {
      return new Granted(grant, left - 1, sendUntil, wanted, freeAt);
    }

    private @Nullable Unused unused() {
      return left == 0 ? null : new Unused(grant.id(), left);
    }
  }

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
    Duration most = part.compareTo(LONGEST_VALID) < 0 ? part : LONGEST_VALID;
    return most.compareTo(SHORTEST_VALID) < 0 ? SHORTEST_VALID : most;
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
    if (limit == null) {
      return new Next.Go();
    }
    Granted last = granted.get(limit);
    if (last != null && last.goes(now)) {
      granted.put(limit, last.less());
      return new Next.Go();
    }
    if (last != null && last.freeAt() - now > 0) {
      return new Next.Wait(Duration.ofNanos(last.freeAt() - now));
    }
    return ask(limit, last);
  }

  private static Next.Ask ask(RateLimit limit, @Nullable Granted last) {
    if (last == null) {
      return new Next.Ask(1, null);
    }
    int most = Math.max(1, limit.requests() / PARTS);
    long more = last.left() > 0 ? last.wanted() / 2 : last.wanted() * 2L;
    return new Next.Ask(Math.clamp(more, 1, most), last.unused());
  }

  /**
   * Takes what was granted.
   *
   * @param asked when it was asked for
   */
  synchronized void granted(long asked, RateLimit limit, Next.Ask ask, Grant grant) {
    long freeAt = grant.amount() == 0 ? asked + grant.freeIn().toNanos() : asked;
    granted.put(
        limit,
        new Granted(grant, grant.amount(), asked + valid(limit).toNanos(), ask.wanted(), freeAt));
  }

  /**
   * Lets no request through for as long.
   *
   * @param begun when the request was whose reply says so; one from before it was reopened tells
   *     nothing
   * @return whether others are to be told: it is news, and not by moments only
   */
  synchronized boolean shut(long now, Duration duration, long begun) {
    start(begun);
    long until = now + duration.toNanos();
    if (begun - reopened < 0 || until - shutUntil <= 0) {
      return false;
    }
    boolean news = shutUntil - now <= 0 || until - shutUntil >= NEWS;
    shutUntil = until;
    return news;
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
    }
  }
}
