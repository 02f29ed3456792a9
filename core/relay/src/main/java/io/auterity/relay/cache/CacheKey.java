package io.auterity.relay.cache;

import java.util.Objects;

/**
 * Equal calls have equal keys.
 *
 * @param input digest of all that was asked
 */
public record CacheKey(CacheSpace space, String input) {
  public CacheKey {
    Objects.requireNonNull(space);
    Objects.requireNonNull(input);
  }
}
