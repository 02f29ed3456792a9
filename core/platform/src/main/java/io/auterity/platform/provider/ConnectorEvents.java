package io.auterity.platform.provider;

import io.auterity.spi.Applied;
import io.auterity.spi.Events;
import io.auterity.spi.ai.ChatEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A connector's stream, read inside its realm. */
final class ConnectorEvents implements Events<Record> {

  private final Events<?> events;
  private final ProviderInstance instance;
  private final Replacement replacement;
  private final Runnable ended;
  private final AtomicBoolean closed = new AtomicBoolean();
  private boolean finished;

  /** Runs {@code ended} once when it is closed. */
  ConnectorEvents(
      Events<?> events, ProviderInstance instance, Replacement replacement, Runnable ended) {
    this.events = events;
    this.instance = instance;
    this.replacement = replacement;
    this.ended = ended;
  }

  @Override
  public @Nullable Record next() {
    if (finished && replacement.call().cut()) {
      return null;
    }
    Record event =
        replacement.told(
            replacement.<@Nullable Record>during(Applied.UNKNOWN, this::nextOfConnector));
    finished |= event instanceof ChatEvent.Finished;
    return event;
  }

  private @Nullable Record nextOfConnector() {
    return instance.<@Nullable Record>entered(
        Applied.UNKNOWN, () -> instance.judged((Record) events.next()));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        instance.entered(Applied.UNKNOWN, this::closeEvents);
      } finally {
        ended.run();
      }
    }
  }

  private boolean closeEvents() {
    events.close();
    return true;
  }
}
