package io.auterity.server.guardrails;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSearch;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what guardrails found from the decisions of a tenant: of the last seven days, and of no
 * more than a certain number of calls, so that it costs the same however many there were. It is
 * told again for twenty seconds, and read once for all who ask of a tenant meanwhile.
 */
public final class RecentFindings {

  /** Calls that are read unless something else is said. */
  public static final int MOST = 2_000;

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final long KEPT_NANOS = Duration.ofSeconds(20).toNanos();

  private final Archive archive;
  private final Time time;
  private final int most;
  private final Map<UUID, Kept> kept = new ConcurrentHashMap<>();
  private final Map<UUID, FutureTask<GuardrailFindings>> readings = new ConcurrentHashMap<>();
  private final Duration patience;

  /** What was read, and when by {@link Time#nanos}. */
  private record Kept(long read, GuardrailFindings findings) {}

  /**
   * @param most calls that are read
   */
  public RecentFindings(Archive archive, Time time, int most) {
    this(archive, time, most, PATIENCE);
  }

  /**
   * @param patience how long a caller waits at most for another of the tenant
   */
  RecentFindings(Archive archive, Time time, int most, Duration patience) {
    this.archive = archive;
    this.time = time;
    this.most = most;
    this.patience = patience;
  }

  /**
   * Of one tenant.
   *
   * @throws CallFailedException {@code saturated} when another asker's reading takes too long
   */
  GuardrailFindings of(TenantScope scope) {
    GuardrailFindings known = known(scope);
    if (known != null) {
      return known;
    }
    FutureTask<GuardrailFindings> own = new FutureTask<>(() -> knownOrAnew(scope));
    FutureTask<GuardrailFindings> other = readings.putIfAbsent(scope.tenant(), own);
    if (other != null) {
      return read(other);
    }
    try {
      own.run();
    } finally {
      readings.remove(scope.tenant(), own);
    }
    return read(own);
  }

  private GuardrailFindings read(FutureTask<GuardrailFindings> reading) {
    try {
      return reading.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new CallFailedException(
          Failure.of(FailureCode.SATURATED, "others read these findings already: ask again later")
              .withRetryAfter(AGAIN));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw new IllegalStateException("findings cannot be read", e.getCause());
    }
  }

  private GuardrailFindings knownOrAnew(TenantScope scope) {
    GuardrailFindings known = known(scope);
    return known == null ? anew(scope) : known;
  }

  private @Nullable GuardrailFindings known(TenantScope scope) {
    Kept last = kept.get(scope.tenant());
    return last == null || isOld(last) ? null : last.findings();
  }

  private boolean isOld(Kept last) {
    return time.nanos() - last.read() >= KEPT_NANOS;
  }

  private GuardrailFindings anew(TenantScope scope) {
    kept.values().removeIf(this::isOld);
    GuardrailFindings findings = read(scope);
    kept.put(scope.tenant(), new Kept(time.nanos(), findings));
    return findings;
  }

  private GuardrailFindings read(TenantScope scope) {
    Instant now = time.now();
    Instant earliest = now.minus(LONGEST);
    Optional<Instant> oldest = archive.beginOf(scope, earliest, most);
    Instant since = oldest.orElse(earliest);
    FindingTally tally = new FindingTally();
    UUID after = null;
    int left = most;
    while (left > 0) {
      int page = Math.min(left, DecisionSearch.MOST);
      List<Decision> found = archive.walk(scope, since, now.plusSeconds(1), after, page);
      found.forEach(tally::add);
      left = found.size() < page ? 0 : left - page;
      after = found.isEmpty() ? after : found.getLast().id();
    }
    return tally.sum(since, now, oldest.isEmpty());
  }
}
