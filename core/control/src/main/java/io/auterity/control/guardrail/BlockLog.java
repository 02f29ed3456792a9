package io.auterity.control.guardrail;

import io.auterity.platform.audit.AuditEvent;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells tenants which calls their guardrails have ended, behind the calls: an entry of the audit
 * log and an event, in one transaction. The first block of a guardrail, caller, capability and way
 * is told at once; those that follow are counted and told together, once a minute while there are
 * any. What cannot be written waits with its count.
 */
public final class BlockLog implements AutoCloseable {

  /** How long blocks of one source are counted before they are told. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  /** Sources of a tenant that are counted at a time. */
  static final int MOST = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(BlockLog.class);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Database database;
  private final Outbox outbox;
  private final ChangeAudit audit;
  private final Ids ids;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TenantScope, Map<Counted, Window>> tenants = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("guardrail-blocks").unstarted(this::run);
  private long lost;

  private record Counted(UUID principal, String capability, String guardrail, String way) {

    private static Counted of(BlockedCall call) {
      return new Counted(
          call.source().principal().id(), call.capability(), call.guardrail(), call.way());
    }
  }

  /** What is not told yet of one source. */
  private static final class Window {
    private @Nullable BlockedCall last;
    private long count;
    private long due;

    private Window(long due) {
      this.due = due;
    }
  }

  public BlockLog(Database database, Outbox outbox, ChangeAudit audit, Ids ids, Time time) {
    this.database = database;
    this.outbox = outbox;
    this.audit = audit;
    this.ids = ids;
    this.time = time;
  }

  public void start() {
    thread.start();
  }

  /** Takes a block; it will be told. */
  public void add(BlockedCall call) {
    lock.lock();
    try {
      Map<Counted, Window> own =
          tenants.computeIfAbsent(call.source().scope(), scope -> new HashMap<>());
      Counted source = Counted.of(call);
      if (own.size() >= MOST && !own.containsKey(source)) {
        lost++;
        return;
      }
      Window window = own.computeIfAbsent(source, it -> new Window(time.nanos()));
      window.last = call;
      window.count++;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        reportDue(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reports what is due.
   *
   * @param all also what would wait for the end of its minute
   */
  void reportDue(boolean all) {
    collectDue(all).forEach(this::report);
  }

  private Map<TenantScope, List<GuardrailBlocked>> collectDue(boolean all) {
    Map<TenantScope, List<GuardrailBlocked>> byTenant = new HashMap<>();
    long now = time.nanos();
    lock.lock();
    try {
      tenants.forEach(
          (scope, own) -> {
            List<GuardrailBlocked> due = collectDue(own, now, all);
            if (!due.isEmpty()) {
              byTenant.put(scope, due);
            }
          });
      tenants.values().removeIf(Map::isEmpty);
      if (lost > 0) {
        LOG.warn("{} calls that guardrails have ended stand in their decisions alone", lost);
        lost = 0;
      }
    } finally {
      lock.unlock();
    }
    return byTenant;
  }

  private static List<GuardrailBlocked> collectDue(
      Map<Counted, Window> own, long now, boolean all) {
    List<GuardrailBlocked> due = new ArrayList<>();
    own.values()
        .removeIf(
            window -> {
              if (!all && now - window.due < 0) {
                return false;
              }
              if (window.count == 0) {
                return true;
              }
              due.add(new GuardrailBlocked(Objects.requireNonNull(window.last), window.count));
              window.count = 0;
              window.due = now + WINDOW.toNanos();
              return false;
            });
    return due;
  }

  // An edge: what goes wrong for one tenant keeps no other's from being told.
  @SuppressWarnings("CatchingUnchecked")
  private void report(TenantScope scope, List<GuardrailBlocked> blocks) {
    try {
      write(scope, blocks);
    } catch (CallFailedException e) {
      LOG.warn("{}: blocks of guardrails are told later: {}", scope, e.failure().message());
      putBack(scope, blocks);
    } catch (RuntimeException e) {
      LOG.error("{}: blocks of guardrails cannot be told; report this", scope, e);
    }
  }

  private void write(TenantScope scope, List<GuardrailBlocked> blocks) {
    Instant now = time.now();
    List<AuditEvent> entries =
        blocks.stream()
            .map(
                one ->
                    audit.event(one.act(), one.target(), GuardrailBlocked.OUTCOME, one.details()))
            .toList();
    database.inTenant(
        scope,
        tx -> {
          blocks.forEach(one -> outbox.append(tx, one.event(ids.next(), now)));
          audit.write(tx, entries);
          return entries.size();
        });
  }

  private void putBack(TenantScope scope, List<GuardrailBlocked> blocks) {
    long due = time.nanos() + AGAIN.toNanos();
    lock.lock();
    try {
      Map<Counted, Window> own = tenants.computeIfAbsent(scope, it -> new HashMap<>());
      for (GuardrailBlocked one : blocks) {
        Window window = own.computeIfAbsent(Counted.of(one.last()), it -> new Window(due));
        window.last =
            Objects.requireNonNullElse(window.count == 0 ? null : window.last, one.last());
        window.count += one.count();
        window.due = due;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Reports what is counted, and stops. */
  @Override
  public void close() {
    closing.countDown();
    try {
      if (thread.join(Duration.ofSeconds(10))) {
        reportDue(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
