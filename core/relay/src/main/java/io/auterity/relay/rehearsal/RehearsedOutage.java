package io.auterity.relay.rehearsal;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.provider.InjectedFault;
import io.auterity.provider.health.LiveHealth;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * A rehearsal under way in this process, with a breaker and health of its own: those of the real
 * provider hear nothing of it.
 */
public final class RehearsedOutage {

  private final OutageRehearsal rehearsal;
  private final LiveHealth liveHealth;
  private final Time time;
  private final BiConsumer<TenantScope, RehearsedOutage> over;
  private final Set<Thread> silent = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  /**
   * An outage that begins now.
   *
   * @param over told of it when a real outage ends it
   */
  RehearsedOutage(
      OutageRehearsal rehearsal,
      LiveHealth liveHealth,
      Time time,
      BiConsumer<TenantScope, RehearsedOutage> over) {
    this.rehearsal = rehearsal;
    this.liveHealth = liveHealth;
    this.time = time;
    this.over = over;
  }

  public OutageRehearsal rehearsal() {
    return rehearsal;
  }

  /** Whether it has taken this provider away. */
  public boolean takes(String provider) {
    return rehearsal.provider().equals(provider);
  }

  /** Breaker, slots and figures of the provider as its calls see them. */
  public LiveHealth vitals() {
    return liveHealth;
  }

  /** Whether the provider answers again. */
  public boolean isOver() {
    return ended || rehearsal.isOver(time.now());
  }

  /**
   * What an attempt at the provider comes to; where it is silent, after it was waited for. Nothing
   * was sent, so nothing was applied.
   *
   * @param stop whether to wait no longer; asked when the thread is unparked
   */
  public Failure failed(BooleanSupplier stop) {
    if (rehearsal.fault() == OutageRehearsal.Fault.SILENT) {
      keepSilent(stop);
    }
    boolean hangs = rehearsal.fault() == OutageRehearsal.Fault.SILENT;
    String said =
        hangs
            ? "no answer; injected by rehearsal %s, which ends at %s"
            : "unavailable; injected by rehearsal %s, which ends at %s";
    return InjectedFault.marked(
        Failure.of(
                hangs ? FailureCode.TIMEOUT : FailureCode.UNAVAILABLE,
                said.formatted(rehearsal.wireId(), rehearsal.until()))
            .withOrigin(Origin.VENDOR));
  }

  private void keepSilent(BooleanSupplier stop) {
    silent.add(Thread.currentThread());
    try {
      while (!stop.getAsBoolean() && !isOver()) {
        LockSupport.parkNanos(this, time.now().until(rehearsal.until(), ChronoUnit.NANOS));
      }
    } finally {
      silent.remove(Thread.currentThread());
    }
  }

  /** Notes that a provider which it has not taken away is away as well: it ends. */
  public void endsInOutage(TenantScope scope) {
    if (!isOver()) {
      end();
      over.accept(scope, this);
    }
  }

  void end() {
    ended = true;
    silent.forEach(LockSupport::unpark);
  }
}
