package io.auterity.platform.transport;

import java.time.Duration;

/**
 * A transport with backoff, which sends a vendor nothing while the vendor, as its connector hears,
 * wants to be left alone.
 */
public interface BackoffTransport {

  /**
   * Sends nothing more to where the latest request went, for as long; of what the transport itself
   * has heard or decided it needs no telling.
   *
   * @param requests of the attempt whose failure says so
   */
  void rest(Duration wait, SentRequests requests);
}
