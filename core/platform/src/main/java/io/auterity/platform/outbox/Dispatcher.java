package io.auterity.platform.outbox;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.outbox.Outbox.Subscriber;
import io.auterity.platform.outbox.store.OutboxStore;
import io.auterity.platform.outbox.store.OutboxStore.OutboxRow;
import io.auterity.platform.time.Backoff;
import io.auterity.platform.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims events, delivers them outside any transaction, and forgets those that all subscribers
 * took. A crash in between lets the lease run out and the events come again.
 */
final class Dispatcher {

  static final int MOST_ATTEMPTS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));

  private final Database database;
  private final OutboxStore store;
  private final Time time;
  private final List<Subscriber> subscribers;
  private final Map<Result, LongAdder> results = new EnumMap<>(Result.class);

  /** What became of an event that was claimed. */
  enum Result {
    DELIVERED,
    POSTPONED,
    PARKED
  }

  Dispatcher(Database database, OutboxStore store, Time time, List<Subscriber> subscribers) {
    this.database = database;
    this.store = store;
    this.time = time;
    this.subscribers = subscribers;
    for (Result result : Result.values()) {
      results.put(result, new LongAdder());
    }
  }

  /** Delivers what is due; false when there was nothing. */
  boolean deliver() {
    Instant now = time.now();
    List<OutboxRow> rows =
        database.asEngine(EngineJob.OUTBOX, tx -> store.claim(tx, now, now.plus(LEASE)));
    if (rows.isEmpty()) {
      return false;
    }
    Set<UUID> taken =
        rows.stream().filter(this::deliver).map(OutboxRow::id).collect(Collectors.toSet());
    return database.asEngine(EngineJob.OUTBOX, tx -> settle(tx, rows, taken));
  }

  private boolean deliver(OutboxRow row) {
    try {
      CloudEvent event = CloudEvent.read(row.event());
      for (Subscriber subscriber : subscribers) {
        if (subscriber.wants(event.type())) {
          subscriber.receive(event);
        }
      }
      return true;
    } catch (RuntimeException | Error e) {
      LOG.warn("Event {} was not taken at attempt {}.", row.id(), row.attempts(), e);
      return false;
    }
  }

  /** How often that became of one, since the start. */
  LongAdder count(Result result) {
    return Objects.requireNonNull(results.get(result));
  }

  private boolean settle(EngineTransaction tx, List<OutboxRow> rows, Set<UUID> taken) {
    for (OutboxRow row : rows) {
      if (taken.contains(row.id())) {
        store.forget(tx, row.id());
        count(Result.DELIVERED).increment();
      } else if (row.attempts() >= MOST_ATTEMPTS) {
        LOG.error("Event {} is parked after {} attempts.", row.id(), row.attempts());
        store.park(tx, row.id());
        count(Result.PARKED).increment();
      } else {
        store.postpone(tx, row.id(), time.now().plus(PAUSES.after(row.attempts() - 1)));
        count(Result.POSTPONED).increment();
      }
    }
    return true;
  }
}
