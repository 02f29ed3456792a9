package io.auterity.relay.health;

/**
 * The breaker of one provider as an immutable state; {@code now} is in nanoseconds.
 *
 * <p>It opens at three failures in a row, or when half of the last twenty failed. After a second
 * one call may probe; each probe that fails doubles the delay, up to half a minute. After a probe
 * that succeeds the provider gets 10, 25 and 50 % of its calls for a second each, then all.
 *
 * @param window outcomes since it last opened
 * @param since when this state began
 * @param delay how long it stays open before the next probe
 * @param step index of the share it admits while it returns; -1 before a probe succeeded
 * @param probing whether the one probe is under way
 * @param trips how often it has opened; an outcome of an attempt from before that is ignored
 */
public record Breaker(
    Phase phase, Window window, long since, long delay, int step, boolean probing, int trips) {

  static final int STREAK = 3;
  static final long SECOND = 1_000_000_000L;
  static final long LONGEST_WAIT = 30 * SECOND;

  private static final int[] SHARES = {10, 25, 50};

  public static Breaker closed(long now) {
    return new Breaker(Phase.CLOSED, Window.EMPTY, now, SECOND, -1, false, 0);
  }

  /** The next state that time alone has brought by {@code now}, or this one. */
  public Breaker advance(long now) {
    return switch (phase) {
      case CLOSED -> this;
      case OPEN -> now - since < delay ? this : half(since + delay, -1, Window.EMPTY);
      case HALF_OPEN -> {
        if (step < 0 || now - since < SECOND) {
          yield this;
        }
        long at = since + SECOND;
        yield step + 1 < SHARES.length
            ? half(at, step + 1, window)
            : new Breaker(Phase.CLOSED, window, at, SECOND, -1, false, trips);
      }
    };
  }

  /** Share of calls that may pass, 0 to 100; a call that may only probe is not counted. */
  public int admits() {
    return switch (phase) {
      case CLOSED -> 100;
      case OPEN -> 0;
      case HALF_OPEN -> step < 0 ? 0 : SHARES[step];
    };
  }

  /** Whether the next call may pass as a probe. */
  public boolean probeDue() {
    return phase == Phase.HALF_OPEN && step < 0 && !probing;
  }

  /** Whether a call may pass now, if its ticket is among the admitted. */
  public boolean permits() {
    return admits() > 0 || probeDue();
  }

  /** The state after a call has been let through. */
  public Breaker begun() {
    return probeDue() ? new Breaker(phase, window, since, delay, step, true, trips) : this;
  }

  /**
   * The state after an attempt.
   *
   * @param begunAt the breaker's trips when the attempt began
   */
  public Breaker ended(long now, HealthSign sign, int begunAt) {
    if (begunAt != trips || phase == Phase.OPEN) {
      return this;
    }
    return probing ? probed(now, sign) : counted(now, sign);
  }

  private Breaker probed(long now, HealthSign sign) {
    return switch (sign) {
      case OK -> half(now, 0, Window.EMPTY.add(false));
      case FAILED -> open(now, Math.min(LONGEST_WAIT, delay * 2), window.add(true));
      case NEUTRAL -> half(since, -1, window);
    };
  }

  private Breaker counted(long now, HealthSign sign) {
    if (sign == HealthSign.NEUTRAL) {
      return this;
    }
    Window next = window.add(sign == HealthSign.FAILED);
    if (next.streak() >= STREAK || next.halfFailed()) {
      long longer = phase == Phase.CLOSED ? SECOND : Math.min(LONGEST_WAIT, delay * 2);
      return open(now, longer, next);
    }
    return next.equals(window) ? this : new Breaker(phase, next, since, delay, step, false, trips);
  }

  private Breaker open(long now, long longer, Window seen) {
    return new Breaker(Phase.OPEN, seen, now, longer, -1, false, trips + 1);
  }

  private Breaker half(long at, int nextStep, Window seen) {
    return new Breaker(Phase.HALF_OPEN, seen, at, delay, nextStep, false, trips);
  }

  /** Nanoseconds until a call may pass again; 0 when one may pass now. */
  public long opensIn(long now) {
    return phase == Phase.OPEN ? Math.max(0, since + delay - now) : 0;
  }

  /** Why it is as it is, for people. */
  public String reason() {
    return switch (phase) {
      case CLOSED -> trips == 0 ? "No failure has opened it." : "The provider is back.";
      case OPEN ->
          window.streak() >= STREAK
              ? "%d failures in a row; next probe after %d s."
                  .formatted(window.streak(), delay / SECOND)
              : "%d of the last %d failed; next probe after %d s."
                  .formatted(window.failed(), window.size(), delay / SECOND);
      case HALF_OPEN ->
          step < 0
              ? "Waits for one call to probe the provider."
              : "The probe succeeded; %d %% of calls pass.".formatted(SHARES[step]);
    };
  }

  /** Where a breaker is. */
  public enum Phase {
    /** All calls pass. */
    CLOSED,
    /** No call passes. */
    OPEN,
    /**
     * One call at a time, then a growing share of calls, finds out whether the provider is back.
     */
    HALF_OPEN
  }

  /**
   * The last outcomes of a provider, one bit each.
   *
   * @param bits 1 is a failure; the latest is the lowest bit
   * @param size how many there are, at most {@link #FULL}
   */
  public record Window(int bits, int size) {

    static final int FULL = 20;
    static final Window EMPTY = new Window(0, 0);

    private static final int MASK = (1 << FULL) - 1;
    private static final Window ALL_WELL = new Window(0, FULL);

    public Window add(boolean failed) {
      if (!failed && bits == 0 && size == FULL) {
        return ALL_WELL;
      }
      return new Window(((bits << 1) | (failed ? 1 : 0)) & MASK, Math.min(FULL, size + 1));
    }

    public int failed() {
      return Integer.bitCount(bits);
    }

    /** How many of the latest failed one after the other. */
    public int streak() {
      return Math.min(size, Integer.numberOfTrailingZeros(~bits));
    }

    public boolean halfFailed() {
      return size == FULL && failed() * 2 >= FULL;
    }
  }
}
