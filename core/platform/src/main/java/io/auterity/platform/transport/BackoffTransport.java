package io.auterity.platform.transport;

import java.time.Duration;

/** A way out that leaves a vendor alone when its connector hears that the vendor wants it. */
public interface BackoffTransport {

  /**
   * Sends nothing more to where the latest request went, for as long; of what the transport itself
   * has heard or decided it needs no telling.
   *
   * @param requests of the attempt whose failure says so
   */
  void rest(Duration wait, SentRequests requests);
}
