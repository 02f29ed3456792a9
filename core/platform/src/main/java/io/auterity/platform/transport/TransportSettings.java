package io.auterity.platform.transport;

import java.time.Duration;
import java.util.Collection;

/**
 * Limits of outgoing HTTP.
 *
 * @param approved what may be reached though it is private
 * @param connections most connections of one provider to one address
 * @param waiting most requests of one provider that wait for a connection to one address
 * @param connectTimeout time to connect, handshake included
 * @param replyBytes largest reply that is taken whole
 */
public record TransportSettings(
    ApprovedPlaces approved,
    int connections,
    int waiting,
    Duration connectTimeout,
    int replyBytes) {

  // Streams hold theirs for long: with fewer, those of a busy provider wait for each other.
  private static final int MOST_CONNECTIONS = 1_024;

  /** Usual limits. */
  public static TransportSettings approving(ApprovedPlaces places) {
    return new TransportSettings(
        places, MOST_CONNECTIONS, 4096, Duration.ofSeconds(5), 32 * 1024 * 1024);
  }

  /** Usual limits; no approval names a tenant but by its id. */
  public static TransportSettings approving(Collection<String> approvals) {
    return approving(new ApprovedPlaces(approvals, scope -> scope.tenant().toString()));
  }
}
