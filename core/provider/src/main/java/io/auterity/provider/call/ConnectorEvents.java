package io.auterity.provider.call;

import io.auterity.spi.Applied;
import io.auterity.spi.Events;
import io.auterity.spi.StreamEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A connector's stream, read inside its realm; its call ends when it is closed. */
final class ConnectorEvents implements Events<Record> {

  private final Events<?> events;
  private final ConnectorCall call;
  private final AtomicBoolean closed = new AtomicBoolean();
  private boolean finished;

  ConnectorEvents(Events<?> events, ConnectorCall call) {
    this.events = events;
    this.call = call;
  }

  @Override
  public @Nullable Record next() {
    if (finished && call.cut()) {
      return null;
    }
    Record event = call.told(call.<@Nullable Record>during(Applied.UNKNOWN, this::nextOfConnector));
    finished |= event instanceof StreamEvent told && told.last();
    return event;
  }

  private @Nullable Record nextOfConnector() {
    ProviderInstance instance = call.instance();
    return instance.<@Nullable Record>entered(
        Applied.UNKNOWN, () -> instance.judged((Record) events.next()));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        call.instance().entered(Applied.UNKNOWN, this::closeEvents);
      } finally {
        call.end();
      }
    }
  }

  private boolean closeEvents() {
    events.close();
    return true;
  }
}
