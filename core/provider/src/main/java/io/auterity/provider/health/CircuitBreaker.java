package io.auterity.provider.health;

/**
 * The circuit breaker of a provider, or of one of its offers, as an immutable state; {@code now} is
 * in nanoseconds.
 *
 * <p>Of a provider with few calls it opens at three failures in a row, or when half of the last
 * twenty failed. Of one with many, where three in a row are mere chance, it opens when half of
 * those of the last seconds failed, or twenty in a row. After a second one call may probe; each
 * probe that fails doubles the delay, up to half a minute, but one that breaks over what it asks,
 * and one that says nothing for ten seconds is joined by another. After a probe that succeeds the
 * provider gets 10, 25 and 50 % of its calls for a second each, then all.
 *
 * <p>What breakers of other servers find out moves it too ({@link BreakerSharing}).
 *
 * @param window the last outcomes since it opened
 * @param volume how many outcomes there were lately, since it opened
 * @param since when this state began
 * @param delay how long it stays open before the next probe
 * @param step index of the share it admits while it returns; -1 before a probe succeeded
 * @param probe whose probe is under way
 * @param probed when it began, if one is
 * @param trips how often it has opened; an outcome of an attempt from before that is ignored
 */
public record CircuitBreaker(
    Phase phase,
    OutcomeWindow window,
    OutcomeVolume volume,
    long since,
    long delay,
    int step,
    Probe probe,
    long probed,
    int trips) {

  static final int STREAK = 3;
  static final long SECOND = 1_000_000_000L;
  static final long LONGEST_WAIT = 30 * SECOND;
  static final long LONGEST_PROBE = 10 * SECOND;

  private static final int[] SHARES = {10, 25, 50};

  public static CircuitBreaker closed(long now) {
    return new CircuitBreaker(
        Phase.CLOSED, OutcomeWindow.EMPTY, OutcomeVolume.NONE, now, SECOND, -1, Probe.NONE, now, 0);
  }

  /** The next state that time alone has brought by {@code now}, or this one. */
  public CircuitBreaker advance(long now) {
    return switch (phase) {
      case CLOSED -> this;
      case OPEN ->
          now - since < delay
              ? this
              : half(since + delay, -1, OutcomeWindow.EMPTY, OutcomeVolume.NONE);
      case HALF_OPEN -> step < 0 ? waiting(now) : returning(now);
    };
  }

  private CircuitBreaker waiting(long now) {
    return probe != Probe.NONE && now - probed >= LONGEST_PROBE
        ? half(since, -1, window, volume)
        : this;
  }

  private CircuitBreaker returning(long now) {
    if (now - since < SECOND) {
      return this;
    }
    long at = since + SECOND;
    return step + 1 < SHARES.length
        ? half(at, step + 1, window, volume)
        : new CircuitBreaker(Phase.CLOSED, window, volume, at, SECOND, -1, Probe.NONE, at, trips);
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
    return phase == Phase.HALF_OPEN && step < 0 && probe == Probe.NONE;
  }

  /** Whether a call may pass now, if its ticket is among the admitted. */
  public boolean permits() {
    return admits() > 0 || probeDue();
  }

  /** The state after a call has been let through. */
  public CircuitBreaker begun(long now) {
    return probeDue()
        ? new CircuitBreaker(phase, window, volume, since, delay, step, Probe.HERE, now, trips)
        : this;
  }

  /**
   * The state after the first of an answer was seen, which is all that a probe is to find out.
   *
   * @param begunAt the breaker's trips when the attempt began
   */
  public CircuitBreaker answering(long now, int begunAt) {
    return begunAt == trips && awaitsProbe() ? probed(now, HealthSignal.OK) : this;
  }

  /**
   * The state after an attempt. One that was given up as a probe and says nothing in the end leaves
   * the probing to its successor.
   *
   * @param begun when the attempt began
   * @param begunAt the breaker's trips at that moment
   */
  public CircuitBreaker ended(long now, HealthSignal sign, long begun, int begunAt) {
    if (begunAt != trips || phase == Phase.OPEN) {
      return this;
    }
    if (!awaitsProbe()) {
      return counted(now, sign);
    }
    return sign == HealthSignal.NEUTRAL && begun != probed ? this : probed(now, sign);
  }

  private boolean awaitsProbe() {
    return phase == Phase.HALF_OPEN && step < 0;
  }

  private CircuitBreaker probed(long now, HealthSignal sign) {
    return switch (sign) {
      case OK -> half(now, 0, OutcomeWindow.EMPTY.add(false), OutcomeVolume.NONE.add(now, false));
      case FAILED, BROKE -> open(now, longer(sign), window.add(true), volume.add(now, true));
      case NEUTRAL -> half(since, -1, window, volume);
    };
  }

  private CircuitBreaker counted(long now, HealthSignal sign) {
    if (sign == HealthSignal.NEUTRAL) {
      return this;
    }
    boolean failed = sign != HealthSignal.OK;
    OutcomeWindow next = window.add(failed);
    OutcomeVolume more = volume.add(now, failed);
    if (failed && (more.high() ? more.halfFailed() || next.allFailed() : next.tooMany())) {
      return open(now, phase == Phase.CLOSED ? SECOND : longer(sign), next, more);
    }
    return new CircuitBreaker(phase, next, more, since, delay, step, Probe.NONE, probed, trips);
  }

  /**
   * Whether enough calls ended well here of late that another server's failures say nothing.
   *
   * @param now when that is asked
   */
  boolean answersMany(long now) {
    return phase == Phase.CLOSED && volume.at(now) && volume.high() && !volume.halfFailed();
  }

  /**
   * The state after another server's breaker of the same provider or offer opened. A probe that is
   * under way here finds out by itself, and who waits longer goes on waiting.
   *
   * @param at when the other one opened
   * @param wait until the next probe of this server
   */
  CircuitBreaker openedElsewhere(long at, long wait) {
    boolean waitsLonger = phase == Phase.OPEN && since + delay - at >= wait;
    return isLater(at) || ownProbe() || waitsLonger
        ? this
        : elsewhere(Phase.OPEN, at, wait, Probe.NONE);
  }

  /**
   * The state after another server let a probe pass, which keeps away those of this one.
   *
   * @param at when that began
   */
  CircuitBreaker probedElsewhere(long at) {
    return isLater(at) || ownProbe()
        ? this
        : elsewhere(Phase.HALF_OPEN, at, delay, Probe.ELSEWHERE);
  }

  /** The state after a probe of another server said nothing, so that the next call may probe. */
  CircuitBreaker releasedElsewhere(long at) {
    return awaitsProbe() && probe == Probe.ELSEWHERE && !isLater(at)
        ? half(at, -1, window, volume)
        : this;
  }

  /** The state after a probe of another server succeeded, while this one keeps calls away. */
  CircuitBreaker recoveredElsewhere(long at) {
    boolean waits = phase == Phase.OPEN || awaitsProbe();
    return waits && !isLater(at) ? probed(at, HealthSignal.OK) : this;
  }

  private boolean isLater(long at) {
    return trips > 0 && at - since < 0;
  }

  private boolean ownProbe() {
    return awaitsProbe() && probe == Probe.HERE;
  }

  private CircuitBreaker elsewhere(Phase next, long at, long wait, Probe whose) {
    int opened = phase == Phase.OPEN || awaitsProbe() ? trips : trips + 1;
    return new CircuitBreaker(
        next, OutcomeWindow.EMPTY, OutcomeVolume.NONE, at, wait, -1, whose, at, opened);
  }

  private long longer(HealthSignal sign) {
    return sign == HealthSignal.BROKE ? SECOND : Math.min(LONGEST_WAIT, delay * 2);
  }

  private CircuitBreaker open(long now, long longer, OutcomeWindow seen, OutcomeVolume counted) {
    return new CircuitBreaker(
        Phase.OPEN, seen, counted, now, longer, -1, Probe.NONE, now, trips + 1);
  }

  private CircuitBreaker half(long at, int nextStep, OutcomeWindow seen, OutcomeVolume counted) {
    return new CircuitBreaker(
        Phase.HALF_OPEN, seen, counted, at, delay, nextStep, Probe.NONE, at, trips);
  }

  /** Nanoseconds until a call may pass again; 0 when one may pass now. */
  public long opensIn(long now) {
    return phase == Phase.OPEN ? Math.max(0, since + delay - now) : 0;
  }

  /** Orders by how much a state keeps away: above 0 when the first keeps more calls away. */
  static int compareByHarm(CircuitBreaker one, CircuitBreaker other) {
    return compareByHarm(one.phase, one.admits(), other.phase, other.admits());
  }

  /** The same of states of which no more is known. */
  public static int compareByHarm(Phase one, int admits, Phase other, int otherAdmits) {
    int order = Integer.compare(otherAdmits, admits);
    return order == 0 ? Boolean.compare(one == Phase.OPEN, other == Phase.OPEN) : order;
  }

  /** Why it is as it is, for people. */
  public String reason() {
    return switch (phase) {
      case CLOSED -> trips == 0 ? "No failure has opened it." : "The provider is back.";
      case OPEN -> "%s; next probe after %d s.".formatted(tripped(), delay / SECOND);
      case HALF_OPEN ->
          step < 0
              ? probe == Probe.ELSEWHERE
                  ? "Another server probes the provider."
                  : "Waits for one call to probe the provider."
              : "The probe succeeded; %d %% of calls pass.".formatted(SHARES[step]);
    };
  }

  private String tripped() {
    if (window.size() == 0) {
      return "Another server found it failing";
    }
    if (volume.high() && volume.halfFailed()) {
      return "%d of the last %d failed".formatted(volume.failures(), volume.all());
    }
    return window.streak() >= STREAK
        ? "%d failures in a row".formatted(window.streak())
        : "%d of the last %d failed".formatted(window.failed(), window.size());
  }

  /** Whose probe is under way. */
  public enum Probe {
    NONE,
    /** A call of this server. */
    HERE,
    /** A call of another server, until which none of this one may probe. */
    ELSEWHERE
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
}
