package io.auterity.platform.call;

import java.time.Duration;
import java.util.Locale;

/**
 * The cache status of a call: what the cache of its route did for it.
 *
 * @param age of the answer that it gave; nothing when it gave none
 */
public record CacheStatus(Kind kind, Duration age) {

  /** That it had none. */
  public static final CacheStatus MISS = new CacheStatus(Kind.MISS, Duration.ZERO);

  /** Whose answer it gave. */
  public enum Kind {
    /** That to an equal call. */
    HIT,
    /** That to a call which means the same. */
    SIMILAR,
    MISS;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** As it stands in headers. */
    public String wire() {
      return wire;
    }
  }
}
