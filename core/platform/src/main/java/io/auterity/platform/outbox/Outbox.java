package io.auterity.platform.outbox;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.outbox.store.OutboxStore;
import io.auterity.platform.time.Time;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactional outbox: an event is stored in the transaction of the change it tells of, and a
 * dispatcher delivers it at least once to every subscriber that wants it.
 */
public final class Outbox implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final OutboxStore store = new OutboxStore();
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private final Semaphore work = new Semaphore(0);
  private final Time time;
  private final Dispatcher dispatcher;
  private final Thread thread = Thread.ofVirtual().name("outbox").unstarted(this::run);
  private volatile boolean closing;

  /** Receives events in this process; it must bear to receive one twice, and in any order. */
  public interface Subscriber {

    /** Whether events of a type are wanted. */
    boolean wants(String type);

    /** Takes an event; when it throws, all subscribers get the event again later. */
    void receive(CloudEvent event);
  }

  public Outbox(Database database, Time time) {
    this.time = time;
    this.dispatcher = new Dispatcher(database, store, time, subscribers);
  }

  /** Adds a subscriber; events stored before it came are not delivered to it. */
  public void subscribe(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  public void start() {
    thread.start();
  }

  /** Stores an event together with what else the tenant's transaction does. */
  public void append(Transaction tx, CloudEvent event) {
    store.add(tx, event.id(), event.bytes(), time.now());
    tx.afterCommit(work::release);
  }

  /** The same, unless an event of that id waits already. */
  public void appendOnce(Transaction tx, CloudEvent event) {
    store.addOnce(tx, event.id(), event.bytes(), time.now());
    tx.afterCommit(work::release);
  }

  /** Counts what becomes of events. */
  public void measure(MeterRegistry meters) {
    for (Dispatcher.Result result : Dispatcher.Result.values()) {
      FunctionCounter.builder(
              "auterity.outbox.events", dispatcher.count(result), LongAdder::doubleValue)
          .description("Events, by what became of them: delivered, postponed or given up (parked)")
          .tag("result", result.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
  }

  private void run() {
    while (!closing) {
      try {
        if (!deliverSome()) {
          work.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
          work.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean deliverSome() {
    try {
      return dispatcher.deliver();
    } catch (RuntimeException e) {
      LOG.warn("Events wait for the database: {}", e.getMessage());
      return false;
    } catch (Error e) {
      LOG.error("Events wait for their next turn", e);
      return false;
    }
  }

  /** Stops after the delivery that is going on; the rest is delivered after the next start. */
  @Override
  public void close() {
    closing = true;
    work.release();
    try {
      if (!thread.join(STOP_LIMIT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
