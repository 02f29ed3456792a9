package io.auterity.platform.provider;

import io.auterity.spi.Applied;
import io.auterity.spi.Events;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A connector's stream, read inside its realm. */
final class ConnectorEvents implements Events<Record> {

  private final Events<?> events;
  private final ProviderInstance instance;
  private final Replacement replacement;
  private final Runnable ended;
  private final AtomicBoolean closed = new AtomicBoolean();

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
    return replacement.told(replacement.<@Nullable Record>during(this::nextOfConnector));
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
