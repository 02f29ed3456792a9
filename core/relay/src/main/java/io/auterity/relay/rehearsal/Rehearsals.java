package io.auterity.relay.rehearsal;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.relay.health.AllVitals;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
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

  private final RehearsalLog log;
  private final AllVitals vitals;
  private final Time time;
  private final Executor behind;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Map<UUID, List<RehearsedOutage>> tenants = Map.of();

  /**
   * Rehearsals that are kept somewhere.
   *
   * @param behind runs what no call waits for
   */
  public Rehearsals(RehearsalLog log, AllVitals vitals, Time time, Executor behind) {
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
  public void begin(TenantScope scope, AuditedAct act, Rehearsal rehearsal) {
    log.begin(scope, act, rehearsal);
    read();
  }

  /**
   * Ends one before its time; one that is over stays as it is.
   *
   * @throws CallFailedException {@code not_found}
   */
  public Rehearsal end(TenantScope scope, AuditedAct act, UUID id) {
    Rehearsal ended =
        log.end(scope, act, id, time.now(), Rehearsal.End.ASKED)
            .orElseThrow(() -> new CallFailedException(FailureCode.NOT_FOUND, "no such rehearsal"));
    read();
    return ended;
  }

  private void endedByOutage(TenantScope scope, RehearsedOutage outage) {
    Rehearsal one = outage.rehearsal();
    behind.execute(
        () -> {
          try {
            AuditedAct act = AuditedAct.ofPlatform("control:provider.rehearse");
            log.end(scope, act, one.id(), time.now(), Rehearsal.End.OUTAGE);
          } catch (CallFailedException e) {
            LOG.warn("Why {} ended is not kept", one.wireId(), e);
          }
        });
  }

  /** Reads them again behind the caller. */
  public void changed() {
    behind.execute(
        () -> {
          try {
            read();
          } catch (CallFailedException e) {
            LOG.warn("Rehearsals are not read: {}", e.getMessage());
          }
        });
  }

  /**
   * Reads them again.
   *
   * @throws CallFailedException {@code unavailable}
   */
  public void read() {
    reading.lock();
    try {
      Map<UUID, RehearsedOutage> known = new HashMap<>();
      tenants.values().forEach(of -> of.forEach(one -> known.put(one.rehearsal().id(), one)));
      Map<UUID, List<RehearsedOutage>> next = new HashMap<>();
      for (Rehearsal one : log.active(time.now())) {
        RehearsedOutage former = known.remove(one.id());
        next.computeIfAbsent(one.tenant(), tenant -> new ArrayList<>())
            .add(former == null ? begun(one) : former);
      }
      known.values().forEach(RehearsedOutage::end);
      tenants = Map.copyOf(next);
    } finally {
      reading.unlock();
    }
  }

  private RehearsedOutage begun(Rehearsal one) {
    return new RehearsedOutage(one, vitals.apart(one.provider()), time, this::endedByOutage);
  }
}
