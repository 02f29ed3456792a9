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

  /**
   * Remembers that requests of a key are not wanted for as long; all others are sent as before.
   *
   * @param key what the vendor counts by itself; of one provider
   */
  void rest(Duration wait, String key);

  /** How long requests of a key are still not wanted; zero when they are. */
  Duration resting(String key);
}
