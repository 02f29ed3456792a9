package io.auterity.relay.route;

import io.auterity.platform.call.Principal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For how long the answers of a route's calls answer others too.
 *
 * @param exact others that are equal
 * @param similar others that mean the same; null when these do not
 * @param within whose others
 */
public record RouteCache(Duration exact, @Nullable Similar similar, Within within) {
  /**
   * Questions that mean the same, word by word.
   *
   * @param threshold the least similarity that their vectors must have as well, from 0 to 1; null
   *     where no vectors are made
   */
  public record Similar(Duration ttl, @Nullable Double threshold) {}

  /** Who shares answers. */
  public enum Within {
    /** The principal alone: a key, a user or an agent gets its own. */
    PRINCIPAL,
    /** All keys of the project, user or team that owns the key. */
    OWNER,
    /** All of the tenant. */
    TENANT;

    /**
     * Names who shares with a caller.
     *
     * @param owners of the caller, the nearest first
     */
    public String holder(Principal caller, List<String> owners) {
      return switch (this) {
        case PRINCIPAL -> "principal/" + caller.id();
        case OWNER -> owners.isEmpty() ? "principal/" + caller.id() : "owner/" + owners.getFirst();
        case TENANT -> "tenant";
      };
    }
  }
}
