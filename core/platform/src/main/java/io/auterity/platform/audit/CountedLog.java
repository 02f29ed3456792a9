package io.auterity.platform.audit;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what may happen often, behind the calls and tenant by tenant: the first of a source at
 * once, those that follow counted and together, once a minute while there are any. What cannot be
 * written waits with its count.
 *
 * @param <E> what happens
 */
public final class CountedLog<E> implements AutoCloseable {

  /** How long what one source does is counted before it is written. */
  public static final Duration WINDOW = Duration.ofMinutes(1);

  /** Sources of a tenant that are counted at a time. */
  public static final int MOST = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(CountedLog.class);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final String name;
  private final Function<E, ?> source;
  private final Writer<E> writer;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TenantScope, Map<Object, Window<E>>> tenants = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private long lost;

  /**
   * What one source did.
   *
   * @param last the last of it
   * @param count how often
   */
  public record Counted<E>(E last, long count) {}

  /** Where it is written. */
  @FunctionalInterface
  public interface Writer<E> {

    /**
     * Writes all or nothing, in one transaction.
     *
     * @throws CallFailedException when it may be tried again
     */
    void write(TenantScope scope, List<Counted<E>> counted);
  }

  /** What is not written yet of one source. */
  private static final class Window<E> {
    private @Nullable E last;
    private long count;
    private long due;

    private Window(long due) {
      this.due = due;
    }
  }

  /**
   * @param name of what is counted, in the server's log, e.g. {@code blocks of guardrails}
   * @param source what is counted apart
   */
  public CountedLog(String name, Function<E, ?> source, Writer<E> writer, Time time) {
    this.name = name;
    this.source = source;
    this.writer = writer;
    this.time = time;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Takes one; it will be written. */
  public void add(TenantScope scope, E one) {
    lock.lock();
    try {
      Map<Object, Window<E>> own = tenants.computeIfAbsent(scope, it -> new HashMap<>());
      Object from = source.apply(one);
      if (own.size() >= MOST && !own.containsKey(from)) {
        lost++;
        return;
      }
      Window<E> window = own.computeIfAbsent(from, it -> new Window<>(time.nanos()));
      window.last = one;
      window.count++;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        writeDue(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Writes what is due.
   *
   * @param all also what would wait for the end of its minute
   */
  public void writeDue(boolean all) {
    collectDue(all).forEach(this::write);
  }

  private Map<TenantScope, List<Counted<E>>> collectDue(boolean all) {
    Map<TenantScope, List<Counted<E>>> byTenant = new HashMap<>();
    long now = time.nanos();
    lock.lock();
    try {
      tenants.forEach(
          (scope, own) -> {
            List<Counted<E>> due = collectDue(own, now, all);
            if (!due.isEmpty()) {
              byTenant.put(scope, due);
            }
          });
      tenants.values().removeIf(Map::isEmpty);
      if (lost > 0) {
        LOG.warn("{} {} stand in their decisions alone", lost, name);
        lost = 0;
      }
    } finally {
      lock.unlock();
    }
    return byTenant;
  }

  private static <E> List<Counted<E>> collectDue(
      Map<Object, Window<E>> own, long now, boolean all) {
    List<Counted<E>> due = new ArrayList<>();
    own.values()
        .removeIf(
            window -> {
              if (!all && now - window.due < 0) {
                return false;
              }
              if (window.count == 0) {
                return true;
              }
              due.add(new Counted<>(Objects.requireNonNull(window.last), window.count));
              window.count = 0;
              window.due = now + WINDOW.toNanos();
              return false;
            });
    return due;
  }

  // An edge: what goes wrong for one tenant keeps no other's from being written.
  @SuppressWarnings("CatchingUnchecked")
  private void write(TenantScope scope, List<Counted<E>> counted) {
    try {
      writer.write(scope, counted);
    } catch (CallFailedException e) {
      LOG.warn("{}: {} are written later: {}", scope, name, e.failure().message());
      putBack(scope, counted);
    } catch (RuntimeException e) {
      LOG.error("{}: {} cannot be written; report this", scope, name, e);
    }
  }

  private void putBack(TenantScope scope, List<Counted<E>> counted) {
    long due = time.nanos() + AGAIN.toNanos();
    lock.lock();
    try {
      Map<Object, Window<E>> own = tenants.computeIfAbsent(scope, it -> new HashMap<>());
      for (Counted<E> one : counted) {
        Window<E> window = own.computeIfAbsent(source.apply(one.last()), it -> new Window<>(due));
        window.last =
            Objects.requireNonNullElse(window.count == 0 ? null : window.last, one.last());
        window.count += one.count();
        window.due = due;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is counted, and stops. */
  @Override
  public void close() {
    closing.countDown();
    try {
      if (thread.join(Duration.ofSeconds(10))) {
        writeDue(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
