package io.auterity.relay.rehearsal;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rehearsals under way, as this process knows them. Calls ask without a wait; where one was
 * begun or ended elsewhere it is read again. While the database is away nothing begins, and what
 * goes on ends by its time.
 */
public final class Rehearsals implements RehearsedCalls {

  private static final Logger LOG = LoggerFactory.getLogger(Rehearsals.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final RehearsalLog log;
  private final LiveHealthByTenant vitals;
  private final Time time;
  private final Executor behind;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile Map<UUID, List<RehearsedOutage>> tenants = Map.of();

  /**
   * Rehearsals that are kept somewhere.
   *
   * @param behind runs what no call waits for
   */
  public Rehearsals(RehearsalLog log, LiveHealthByTenant vitals, Time time, Executor behind) {
    this.log = log;
    this.vitals = vitals;
    this.time = time;
    this.behind = behind;
  }

  @Override
  public @Nullable RehearsedOutage of(Invocation call) {
    List<RehearsedOutage> known = tenants.get(call.scope().tenant());
    if (known == null) {
      return null;
    }
    for (RehearsedOutage one : known) {
      if (one.rehearsal().concerns(call) && !one.isOver()) {
        return one;
      }
    }
    return null;
  }

  /** Begins one; the next calls of this process see it. */
  public void begin(TenantScope scope, AuditedAct act, OutageRehearsal rehearsal) {
    log.begin(scope, act, rehearsal);
    change(
        known -> {
          if (known.stream().noneMatch(one -> one.rehearsal().id().equals(rehearsal.id()))) {
            known.add(begun(rehearsal));
          }
        });
  }

  /**
   * Ends one before its time; one that is over stays as it is.
   *
   * @throws CallFailedException {@code not_found}
   */
  public OutageRehearsal end(TenantScope scope, AuditedAct act, UUID id) {
    OutageRehearsal ended =
        log.end(scope, act, id, time.now(), OutageRehearsal.End.ASKED)
            .orElseThrow(() -> new CallFailedException(FailureCode.NOT_FOUND, "no such rehearsal"));
    change(
        known ->
            known.stream()
                .filter(one -> one.rehearsal().id().equals(id))
                .forEach(RehearsedOutage::end));
    return ended;
  }

  private void endedByOutage(TenantScope scope, RehearsedOutage outage) {
    OutageRehearsal one = outage.rehearsal();
    untilDone(
        () -> {
          AuditedAct act = AuditedAct.ofPlatform("control:provider.rehearse");
          log.end(scope, act, one.id(), time.now(), OutageRehearsal.End.OUTAGE);
        });
  }

  /** Reads them again behind the caller. */
  public void changed() {
    untilDone(this::read);
  }

  // While the database is away; what is over by then has ended by itself.
  private void untilDone(Runnable work) {
    behind.execute(
        () -> {
          long patience = time.nanos() + OutageRehearsal.LONGEST.toNanos();
          while (true) {
            try {
              work.run();
              return;
            } catch (CallFailedException e) {
              if (time.nanos() - patience >= 0 || Thread.currentThread().isInterrupted()) {
                LOG.warn("Rehearsals are not brought up to date: {}", e.getMessage());
                return;
              }
              LockSupport.parkNanos(AGAIN.toNanos());
            }
          }
        });
  }

  /**
   * Reads them again.
   *
   * @throws CallFailedException {@code unavailable}
   */
  public void read() {
    List<OutageRehearsal> active = log.active(time.now());
    change(
        known -> {
          Map<UUID, RehearsedOutage> former = new HashMap<>();
          known.forEach(one -> former.put(one.rehearsal().id(), one));
          known.clear();
          for (OutageRehearsal one : active) {
            RehearsedOutage same = former.remove(one.id());
            known.add(same == null ? begun(one) : same);
          }
          former.values().forEach(RehearsedOutage::end);
        });
  }

  private void change(Consumer<List<RehearsedOutage>> how) {
    changing.lock();
    try {
      List<RehearsedOutage> all = new ArrayList<>();
      tenants.values().forEach(all::addAll);
      how.accept(all);
      tenants = all.stream().collect(Collectors.groupingBy(one -> one.rehearsal().tenant()));
    } finally {
      changing.unlock();
    }
  }

  private RehearsedOutage begun(OutageRehearsal one) {
    return new RehearsedOutage(one, vitals.apart(one.provider()), time, this::endedByOutage);
  }
}
