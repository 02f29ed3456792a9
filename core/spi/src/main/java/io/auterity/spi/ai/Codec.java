package io.auterity.spi.ai;

import io.auterity.spi.Failure;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;

/**
 * Translates one operation to a vendor's wire and back. Deterministic, without socket, thread,
 * clock or credential: the transport signs and sends.
 *
 * @param <I> input record
 * @param <O> output record
 */
public interface Codec<I, O> {

  WireRequest encode(I request);

  /** Reads a reply whose status is 2xx. */
  O decode(WireResponse response);

  /** Reads a reply whose status is not 2xx. */
  Failure failure(WireResponse response);
}
