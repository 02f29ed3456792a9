package io.auterity.spi.ai;

import java.util.List;

/**
 * Turns the bytes of one reply into events; bytes may be cut anywhere.
 *
 * @param <E> event
 */
public interface Decoder<E> {

  /** Takes the next bytes and returns the events that are now complete. */
  List<E> feed(byte[] bytes);

  /** Says that no bytes follow; returns the last events, so that a cut stream ends as failed. */
  List<E> end();
}
