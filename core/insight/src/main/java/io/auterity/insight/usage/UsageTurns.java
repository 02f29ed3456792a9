package io.auterity.insight.usage;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The concurrency limit of reads of usage at a server, whatever is asked. Each reads many decisions
 * or runs on one connection, of which paid calls need some too. A tenant has one turn at a time, so
 * that none keeps others away; who comes meanwhile waits for a while, since a page of the console
 * asks several at once.
 */
public final class UsageTurns {

  private static final int AT_ONCE = 2;

  /** Of one tenant, whose turn it is included. */
  private static final int MOST_IN_LINE = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final Map<UUID, Line> lines = new ConcurrentHashMap<>();
  private final Duration patience;

  /** Of a server. */
  public UsageTurns() {
    this(PATIENCE);
  }

  /**
   * @param patience how long a caller waits at most for the others of the tenant, and as long again
   *     for other tenants
   */
  public UsageTurns(Duration patience) {
    this.patience = patience;
  }

  private record Line(Semaphore turn, AtomicInteger people) {}

  /**
   * Reads usage for a caller of that tenant in a turn.
   *
   * @throws CallFailedException {@code saturated} when none comes up in time, or too many of the
   *     tenant wait for theirs
   */
  public <T> T take(TenantScope scope, Supplier<T> reading) {
    Line line = lines.compute(scope.tenant(), (tenant, known) -> joined(known));
    try {
      if (line.people().get() > MOST_IN_LINE) {
        throw saturated();
      }
      return inTurn(line.turn(), () -> inTurn(turns, reading));
    } finally {
      lines.computeIfPresent(
          scope.tenant(), (tenant, known) -> known.people().decrementAndGet() == 0 ? null : known);
    }
  }

  private static Line joined(@Nullable Line known) {
    Line line = known == null ? new Line(new Semaphore(1, true), new AtomicInteger()) : known;
    line.people().incrementAndGet();
    return line;
  }

  private <T> T inTurn(Semaphore free, Supplier<T> reading) {
    try {
      if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw saturated();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller was interrupted");
    }
    try {
      return reading.get();
    } finally {
      free.release();
    }
  }

  private static CallFailedException saturated() {
    return new CallFailedException(
        Failure.of(FailureCode.SATURATED, "others read usage already: ask again later")
            .withRetryAfter(AGAIN));
  }
}
