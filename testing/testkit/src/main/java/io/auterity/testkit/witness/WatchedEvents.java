package io.auterity.testkit.witness;

import io.auterity.spi.Events;
import io.auterity.spi.StreamEvent;
import org.jspecify.annotations.Nullable;

/**
 * A stream that notifies a listener when it has ended whole; one that tells its end itself and
 * merely stops was cut.
 */
final class WatchedEvents<E> implements Events<E> {

  private final Events<E> events;
  private final Runnable ended;
  private boolean tells;

  WatchedEvents(Events<E> events, Runnable ended) {
    this.events = events;
    this.ended = ended;
  }

  @Override
  public @Nullable E next() {
    E event = events.next();
    if (event instanceof StreamEvent told) {
      tells = true;
      if (told.last() && told.failure() == null) {
        ended.run();
      }
    } else if (event == null && !tells) {
      ended.run();
    }
    return event;
  }

  @Override
  public void close() {
    events.close();
  }
}
