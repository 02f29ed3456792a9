package io.auterity.relay.cache;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations of kept answers as this process knows them: read when first asked for and again
 * when one was renewed, by one for all. Where they are not known nothing is shared: a purge that
 * another server was told of is forgotten by no restart.
 */
public final class CacheGenerations {

  private static final Logger LOG = LoggerFactory.getLogger(CacheGenerations.class);

  /** How long a call waits for them at most. */
  static final Duration PATIENCE = Duration.ofMillis(50);

  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final GenerationStore store;
  private final Time time;
  private final Executor behind;
  private final Map<UUID, Read> reads = new ConcurrentHashMap<>();
  private final Map<UUID, Long> changes = new ConcurrentHashMap<>();
  private final AtomicLong missed = new AtomicLong();

  /**
   * What was asked of the store.
   *
   * @param changes how many were known before it was
   */
  private record Read(long changes, long at, CompletableFuture<String> told) {}

  public CacheGenerations(GenerationStore store, Time time) {
    this(store, time, task -> Thread.ofVirtual().name("generations").start(task));
  }

  /**
   * @param behind where the store is read
   */
  public CacheGenerations(GenerationStore store, Time time, Executor behind) {
    this.store = store;
    this.time = time;
    this.behind = behind;
  }

  /**
   * Invalidates the answers that were kept before.
   *
   * @param named the tenant, or a route as {@link AnswerCache#name} names it
   * @throws CallFailedException {@code unavailable}
   */
  void renew(TenantScope scope, UUID named) {
    try {
      store.renew(scope, named);
    } finally {
      changed(named);
    }
  }

  /** Something was renewed, by whomever. */
  public void changed(UUID named) {
    changes.merge(named, 1L, Long::sum);
  }

  /** Changes may have passed unheard, or are not heard now. */
  public void missed() {
    missed.incrementAndGet();
  }

  /** A route is gone. What is read by a count that is begun anew goes with it. */
  void gone(UUID route) {
    changes.remove(route);
    reads.remove(route);
  }

  /**
   * What the answers of a route are called by now, which holds for its tenant as well.
   *
   * @param wait how long to wait for it, if that is less than the patience
   * @return null when that is not known in time
   */
  @Nullable String of(CacheSpace space, Duration wait) {
    TenantScope scope = space.scope();
    UUID route = AnswerCache.name(scope, space.route());
    Read read =
        Objects.requireNonNull(
            reads.compute(
                route,
                (id, last) -> last != null && holds(last, scope, id) ? last : begun(scope, id)));
    Duration longest = wait.compareTo(PATIENCE) < 0 ? wait : PATIENCE;
    try {
      return read.told().get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Answers of {} are not shared now", space.route(), e);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  // All of them only grow, so the sum of them is new with each.
  private long changes(TenantScope scope, UUID route) {
    return changes.getOrDefault(scope.tenant(), 0L)
        + changes.getOrDefault(route, 0L)
        + missed.get();
  }

  private boolean holds(Read last, TenantScope scope, UUID route) {
    boolean failed = last.told().isCompletedExceptionally();
    return failed ? time.nanos() - last.at() < PAUSE : last.changes() == changes(scope, route);
  }

  private Read begun(TenantScope scope, UUID route) {
    Read read = new Read(changes(scope, route), time.nanos(), new CompletableFuture<>());
    behind.execute(() -> read(scope, route, read.told()));
    return read;
  }

  // An edge: whatever breaks is for the thread that waits.
  private void read(TenantScope scope, UUID route, CompletableFuture<String> told) {
    try {
      Map<UUID, UUID> there = store.generations(scope, route);
      told.complete(there.get(scope.tenant()) + "/" + there.get(route));
    } catch (RuntimeException e) {
      told.completeExceptionally(e);
    }
  }
}
