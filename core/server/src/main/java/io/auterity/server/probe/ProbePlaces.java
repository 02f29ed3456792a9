package io.auterity.server.probe;

import io.auterity.platform.time.Time;
import io.auterity.platform.transport.CallerDisconnect;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The concurrency limit of tests of drafts, few for each tenant so that none holds all places, and
 * each caller's rate limit per minute.
 */
public final class ProbePlaces implements AutoCloseable {

  /** Of all tenants. */
  static final int ALL = 16;

  /** Of one tenant. */
  static final int OF_TENANT = 2;

  /** Of one caller in a minute. */
  static final int OF_CALLER = 20;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Time time;
  private final Map<UUID, Integer> taken = new HashMap<>();
  private final Map<UUID, Integer> asked = new HashMap<>();
  private final Set<CallerDisconnect> running = new HashSet<>();
  private long minute;
  private boolean closed;

  public ProbePlaces(Time time) {
    this.time = time;
    this.minute = time.nanos();
  }

  /** A place, until it is closed. */
  interface Place extends AutoCloseable {

    /** Ends what is tested there. */
    CallerDisconnect hangup();

    @Override
    void close();
  }

  private record Taken(CallerDisconnect hangup, Runnable leave) implements Place {
    @Override
    public void close() {
      leave.run();
    }
  }

  /**
   * Takes one.
   *
   * @throws CallFailedException {@code saturated} when there is none; {@code rate_limited} when the
   *     caller has taken too many within a minute
   */
  synchronized Place take(UUID tenant, UUID caller) {
    int own = taken.getOrDefault(tenant, 0);
    if (closed) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, "the server stops");
    }
    if (own >= OF_TENANT) {
      throw full("%d drafts of this tenant".formatted(own));
    }
    if (running.size() >= ALL) {
      throw full("%d drafts".formatted(running.size()));
    }
    count(caller);
    taken.put(tenant, own + 1);
    CallerDisconnect hangup = new CallerDisconnect();
    running.add(hangup);
    return new Taken(hangup, () -> leave(tenant, hangup));
  }

  private void count(UUID caller) {
    long passed = time.nanos() - minute;
    if (passed >= MINUTE.toNanos()) {
      asked.clear();
      minute += passed;
      passed = 0;
    }
    if (asked.merge(caller, 1, Integer::sum) > OF_CALLER) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.RATE_LIMITED,
                  "a caller tests at most %d drafts in a minute".formatted(OF_CALLER))
              .withRetryAfter(MINUTE.minusNanos(passed)));
    }
  }

  private synchronized void leave(UUID tenant, CallerDisconnect hangup) {
    if (running.remove(hangup)) {
      taken.computeIfPresent(tenant, (key, own) -> own == 1 ? null : own - 1);
    }
  }

  /** Ends all that is tested; nothing is any more. */
  @Override
  public void close() {
    ended().forEach(CallerDisconnect::happen);
  }

  private synchronized Set<CallerDisconnect> ended() {
    closed = true;
    return Set.copyOf(running);
  }

  private static CallFailedException full(String what) {
    return new CallFailedException(
        FailureCode.SATURATED, what + " are tested just now; try again when they have ended");
  }
}
