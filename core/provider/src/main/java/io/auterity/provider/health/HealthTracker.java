package io.auterity.provider.health;

import io.auterity.platform.time.Time;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the health of one thing that fails by itself, as attempts tell it: of a provider's
 * endpoint and account, or of one of its offers. Confined to the lock of its owner.
 */
final class HealthTracker {

  static final long UNKNOWN = -1;

  /** How many changes a log tells of, at most. */
  static final int LOGGED = 64;

  private static final double WEIGHT_OF_LATEST = 0.2;
  private static final long LATENCY_HOLDS = 60_000_000_000L;

  private final String of;
  private final Time time;
  private final HealthTrend trend;
  private final Consumer<BreakerChange> published;
  private final Deque<ProviderHealth.PhaseChange> log = new ArrayDeque<>(0);

  private CircuitBreaker breaker;
  private long restsUntil;
  private final FailingInputs inputs = new FailingInputs();
  private @Nullable Latency latency;
  private ProviderHealth.@Nullable LastError lastError;
  private Instant loggedSince;

  /** When an attempt failed first since one succeeded; meaningless while none has. */
  private long failingSince;

  private boolean failing;

  /** When the newest attempt began that succeeded; meaningless until one has. */
  private long succeededSince;

  private boolean succeeded;

  /**
   * The tracker of what is well.
   *
   * @param of id of the provider or the offer
   * @param now when its backoff ends, in nanoseconds
   * @param since from when on nothing happened to it that is not known here
   * @param published takes what its breaker finds out, for other servers
   */
  HealthTracker(String of, Time time, long now, Instant since, Consumer<BreakerChange> published) {
    this.of = of;
    this.time = time;
    this.published = published;
    this.trend = new HealthTrend(now);
    this.breaker = CircuitBreaker.closed(now);
    this.restsUntil = now;
    this.loggedSince = since;
  }

  String of() {
    return of;
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  /** Whether its breaker lets all calls pass. */
  boolean isClosed() {
    return breaker.phase() == CircuitBreaker.Phase.CLOSED;
  }

  /** Whether its breaker waits for one call to find out whether it is back. */
  boolean awaitsProbe() {
    return breaker.phase() == CircuitBreaker.Phase.HALF_OPEN && breaker.admits() == 0;
  }

  HealthTrend trend() {
    return trend;
  }

  List<ProviderHealth.PhaseChange> log() {
    return List.copyOf(log);
  }

  Instant loggedSince() {
    return loggedSince;
  }

  /** Brings about what time alone has brought. */
  void advance(long now) {
    for (CircuitBreaker next = breaker.advance(now);
        !next.equals(breaker);
        next = breaker.advance(now)) {
      become(next);
    }
  }

  /** Takes the breaker's leave, which it must give. */
  void begun(long now) {
    proceed(breaker.begun(now), now);
    latency = latency == null ? null : latency.asked(now);
  }

  void answering(long now, long begun, int trips) {
    advance(now);
    answered(begun);
    proceed(breaker.answering(now, trips), now);
  }

  void ended(long now, HealthSignal sign, long begun, int trips) {
    advance(now);
    if (sign == HealthSignal.OK) {
      answered(begun);
    } else if (sign != HealthSignal.NEUTRAL && !failing) {
      failing = true;
      failingSince = now;
    }
    proceed(breaker.ended(now, sign, begun, trips), now);
  }

  private void answered(long begun) {
    failing = false;
    succeededSince = succeeded ? Math.max(succeededSince, begun) : begun;
    succeeded = true;
  }

  /** Goes on by what an attempt showed, and publishes what others are to know of it. */
  private void proceed(CircuitBreaker next, long now) {
    BreakerChange.Kind kind = BreakerChange.Kind.between(breaker, next);
    if (kind != null) {
      published.accept(new BreakerChange(of, kind, next.delay(), failing ? now - failingSince : 0));
    }
    become(next);
  }

  /**
   * Goes on by what a breaker of another server found out. That nothing answers there is passed
   * over where calls are answered here, in an attempt that began after those of the other had begun
   * to fail, or in many of late: it may be the way from there that is broken.
   *
   * @param at when it was found out
   * @param turn how long after that this server is to probe
   */
  void foundElsewhere(BreakerChange change, long at, long turn, long now) {
    advance(now);
    long failed = at - change.failing();
    boolean answers = (succeeded && succeededSince - failed > 0) || breaker.answersMany(now);
    become(
        switch (change.kind()) {
          case OPENED -> answers ? breaker : breaker.openedElsewhere(at, turn);
          case PROBING -> answers ? breaker : breaker.probedElsewhere(at);
          case RELEASED -> breaker.releasedElsewhere(at);
          case RECOVERED -> breaker.recoveredElsewhere(at);
        });
    advance(now);
  }

  private void become(CircuitBreaker next) {
    if (next.phase() != breaker.phase() || next.admits() != breaker.admits()) {
      if (log.size() == LOGGED) {
        log.removeFirst();
        loggedSince = log.getFirst().at();
      }
      Instant at = time.now().minusNanos(time.nanos() - next.since());
      log.addLast(
          new ProviderHealth.PhaseChange(at, next.phase(), next.admits(), next.reason(), of));
    }
    breaker = next;
  }

  /** Notes a failure to show. */
  void failed(ProviderHealth.LastError error) {
    lastError = error;
  }

  /**
   * Whether nothing is known yet of an input over which the vendor broke.
   *
   * @param input its digest; null when it cannot be told, which is always new
   */
  boolean isNewTrouble(@Nullable String input, long now) {
    return input == null || inputs.add(input, now);
  }

  /** Notes how long an attempt took that succeeded. */
  void took(long nanos, long now) {
    latency = Latency.after(latency, nanos, now);
  }

  // What holds no longer is not known, so that an attempt asks again; meanwhile it holds for
  // others.
  long latency(long now) {
    return latency == null || latency.isOver(now) ? UNKNOWN : latency.nanos();
  }

  /** It asked to be left alone until then. */
  void rest(long until) {
    restsUntil = Math.max(restsUntil, until);
  }

  void endRest(long now) {
    restsUntil = now;
  }

  /** For how many nanoseconds it is still to be left alone. */
  long restsFor(long now) {
    return Math.max(0, restsUntil - now);
  }

  /** Whether fewer calls pass here, or, where as many do, more of the last ones failed. */
  boolean isWorseThan(HealthTracker other) {
    int order = CircuitBreaker.compareByHarm(breaker, other.breaker);
    return order == 0 ? breaker.window().failed() > other.breaker.window().failed() : order > 0;
  }

  /** When the breaker opened last; null while it is closed. */
  @Nullable Instant openedAt() {
    return breaker.phase() == CircuitBreaker.Phase.CLOSED
        ? null
        : log.reversed().stream()
            .filter(change -> change.phase() == CircuitBreaker.Phase.OPEN)
            .map(ProviderHealth.PhaseChange::at)
            .findFirst()
            .orElse(null);
  }

  /** Why its breaker is as it is, for people. */
  String reason() {
    ProviderHealth.PhaseChange latest = log.peekLast();
    return latest == null ? breaker.reason() : latest.reason();
  }

  /** For people. */
  ProviderHealth.OfferHealth health(long now) {
    long rest = restsFor(now);
    return new ProviderHealth.OfferHealth(
        of,
        breaker.phase(),
        breaker.window().failed(),
        breaker.window().size(),
        breaker.admits(),
        openedAt(),
        reason(),
        rest == 0 ? null : time.now().plusNanos(rest),
        trend.health(now),
        lastError);
  }

  /**
   * How long it took of late.
   *
   * @param looked whether it held no longer and is looked at again
   */
  private record Latency(long nanos, long at, boolean looked) {
    private static Latency after(@Nullable Latency known, long took, long now) {
      if (known == null || known.looked || known.isOver(now)) {
        return new Latency(took, now, false);
      }
      long nanos = known.nanos + (long) (WEIGHT_OF_LATEST * (took - known.nanos));
      return new Latency(nanos, now, false);
    }

    private boolean isOver(long now) {
      return now - at > LATENCY_HOLDS;
    }

    private Latency asked(long now) {
      return isOver(now) ? new Latency(nanos, now, true) : this;
    }
  }

  /**
   * The failing inputs, over which a vendor broke lately, by digest, each remembered for ten
   * minutes after it was last asked. Confined to the lock of its owner.
   */
  private static final class FailingInputs {

    private static final int MOST = 64;
    private static final long REMEMBERED = 600 * CircuitBreaker.SECOND;

    private final Map<String, Long> last = new LinkedHashMap<>(2, 0.75f, true);

    /** Notes one; whether it was not among them. */
    boolean add(String digest, long now) {
      Long before = last.put(digest, now);
      if (last.size() > MOST) {
        Iterator<String> eldest = last.keySet().iterator();
        eldest.next();
        eldest.remove();
      }
      return before == null || now - before > REMEMBERED;
    }
  }
}
