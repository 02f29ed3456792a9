package io.auterity.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a stream, as far as the platform must know it, whatever it is a stream of. A stream
 * of these ends with exactly one that is {@link #last} or tells a {@link #failure}; one that merely
 * stops was cut.
 */
public interface StreamEvent {

  /**
   * Whether its reader sees something of the answer. Until one does, the platform may take the
   * answer of another provider instead.
   */
  default boolean visible() {
    return true;
  }

  /** Whether it is the end of a stream that is whole. */
  default boolean last() {
    return false;
  }

  /** Why the stream has broken off; null when it has not. */
  default @Nullable Failure failure() {
    return null;
  }

  /** The same event with another failure; only of one that tells a failure. */
  default StreamEvent withFailure(Failure other) {
    throw new UnsupportedOperationException("no failure to replace in " + getClass());
  }

  /** All that was used until now, by unit; empty when it tells none. The latest counts. */
  default Map<String, Long> used() {
    return Map.of();
  }

  /**
   * How many characters of the answer it carries, from which use is estimated where it is not
   * reported.
   */
  default int length() {
    return 0;
  }
}
