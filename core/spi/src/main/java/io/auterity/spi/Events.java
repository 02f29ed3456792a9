package io.auterity.spi;

import org.jspecify.annotations.Nullable;

/**
 * A stream of events that the caller pulls.
 *
 * @param <E> the type of event; a {@link StreamEvent} tells the platform when it has ended
 */
public interface Events<E> extends AutoCloseable {

  /**
   * Waits for the next event.
   *
   * @return the event, or null when the stream has ended
   * @throws CallFailedException when the stream breaks
   */
  @Nullable E next();

  /** Cancels what is not yet delivered; harmless when called again. */
  @Override
  void close();
}
