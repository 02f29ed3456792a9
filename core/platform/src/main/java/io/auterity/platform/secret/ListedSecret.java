package io.auterity.platform.secret;

import java.time.Instant;
import java.util.Set;

/**
 * A secret without its value.
 *
 * @param hosts that it is bound to; none when it may go anywhere
 * @param version that is in force
 * @param stored when it was
 */
public record ListedSecret(String name, Set<String> hosts, int version, Instant stored) {
  public ListedSecret {
    hosts = Set.copyOf(hosts);
  }
}
