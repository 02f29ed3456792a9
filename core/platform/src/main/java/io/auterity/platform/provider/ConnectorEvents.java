package io.auterity.platform.provider;

import io.auterity.platform.plugin.HostedConnector;
import io.auterity.spi.Applied;
import io.auterity.spi.Events;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connector's stream, read inside its realm. */
final class ConnectorEvents implements Events<Record> {

  private final Events<?> events;
  private final HostedConnector connector;
  private final Runnable ended;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Runs {@code ended} once when it is closed. */
  ConnectorEvents(Events<?> events, HostedConnector connector, Runnable ended) {
    this.events = events;
    this.connector = connector;
    this.ended = ended;
  }

  @Override
  public @Nullable Record next() {
    return this.<@Nullable Record>entered(() -> (Record) events.next());
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        entered(this::closeEvents);
      } finally {
        ended.run();
      }
    }
  }

  private <T extends @Nullable Object> T entered(Supplier<T> work) {
    return InjectedMark.kept(
        () -> connector.realm().enter(connector.name(), Applied.UNKNOWN, work));
  }

  private boolean closeEvents() {
    events.close();
    return true;
  }
}
