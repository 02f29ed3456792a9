package io.auterity.platform.transport;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Limits of outgoing HTTP.
 *
 * @param approved hosts, as {@code host} or {@code host:port}, that may be reached though they are
 *     private
 * @param connections most connections of one provider to one address
 * @param waiting most requests of one provider that wait for a connection to one address
 * @param connectTimeout time to connect, handshake included
 * @param replyBytes largest reply that is taken whole
 */
public record TransportSettings(
    Set<String> approved, int connections, int waiting, Duration connectTimeout, int replyBytes) {

  // Streams hold theirs for long: with fewer, those of a busy provider wait for each other.
  private static final int MOST_CONNECTIONS = 1_024;

  public TransportSettings {
    approved =
        approved.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Usual limits. */
  public static TransportSettings approving(Collection<String> hosts) {
    return new TransportSettings(
        Set.copyOf(hosts), MOST_CONNECTIONS, 4096, Duration.ofSeconds(5), 32 * 1024 * 1024);
  }

  /** Whether an operator approved this place. */
  boolean approves(Destination place) {
    return approved.contains(place.host()) || approved.contains(place.authority());
  }
}
