package io.auterity.platform.rate;

import io.auterity.spi.PluginManifest.RateHeaders;
import io.auterity.spi.PluginManifest.RateLimit;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The pacing (rate limiting) of a provider's requests: its limit, and what a request does when that
 * is reached.
 *
 * @param limit what one credential may send to one host; null when only the vendor's own words hold
 *     requests back
 * @param headers in which replies tell what is left; null when they do not
 * @param patience for how long a request waits; only {@link WhenReached#WAIT} heeds it
 */
public record Pacing(
    @Nullable RateLimit limit,
    @Nullable RateHeaders headers,
    WhenReached whenReached,
    Duration patience) {

  /** A short wait smooths a burst; a longer one is better spent at another provider. */
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(1);

  /** Without a limit, and without headers that tell of one. */
  public static final Pacing NONE = usual(null, null);

  /** The default pacing. */
  public static Pacing usual(@Nullable RateLimit limit, @Nullable RateHeaders headers) {
    return new Pacing(limit, headers, WhenReached.WAIT, USUAL_PATIENCE);
  }

  /** What a request does for which there is no room now. */
  public enum WhenReached {
    /** It fails at once. */
    REFUSE,
    /** It waits for its turn if that comes within the patience, and fails at once if not. */
    WAIT,
    /** It waits for its turn as long as its call has time. */
    QUEUE;

    /** The one of that name in a provider's settings. */
    public static WhenReached named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** For how long a request waits whose call has so much time left. */
  Duration longest(Duration remaining) {
    return switch (whenReached) {
      case REFUSE -> Duration.ZERO;
      case WAIT -> patience.compareTo(remaining) < 0 ? patience : remaining;
      case QUEUE -> remaining;
    };
  }
}
