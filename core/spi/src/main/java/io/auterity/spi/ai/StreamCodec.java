package io.auterity.spi.ai;

import io.auterity.spi.Failure;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;

/**
 * Translates a streaming operation.
 *
 * @param <I> input record
 * @param <E> event
 */
public interface StreamCodec<I, E> {

  WireRequest encode(I request);

  /** A fresh decoder for one reply. */
  Decoder<E> decoder();

  /** Reads a reply whose status is not 2xx. */
  Failure failure(WireResponse response);
}
