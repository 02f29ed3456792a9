package io.auterity.workflow.engine;

import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.outbox.Outbox.Subscriber;
import io.auterity.platform.time.Time;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Events that the outbox of a database delivers. */
final class HeardEvents implements Subscriber, AutoCloseable {

  private final Predicate<String> types;
  private final Outbox outbox;
  private final BlockingQueue<CloudEvent> heard = new LinkedBlockingQueue<>();

  private HeardEvents(TestDatabase db, Predicate<String> types) {
    this.types = types;
    this.outbox = new Outbox(db.database(), Time.system());
  }

  /** Hears those of some types from now on. */
  static HeardEvents of(TestDatabase db, Predicate<String> types) {
    HeardEvents events = new HeardEvents(db, types);
    events.outbox.subscribe(events);
    events.outbox.start();
    return events;
  }

  @Override
  public boolean wants(String type) {
    return types.test(type);
  }

  @Override
  public void receive(CloudEvent event) {
    heard.add(event);
  }

  /** The next one, for which it waits a while. */
  CloudEvent next() throws InterruptedException {
    CloudEvent event = heard.poll(20, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("no event came");
    }
    return event;
  }

  /** Whether none came that was not taken. */
  boolean isEmpty() {
    return heard.isEmpty();
  }

  /** Delivers none any more. */
  @Override
  public void close() {
    outbox.close();
  }
}
