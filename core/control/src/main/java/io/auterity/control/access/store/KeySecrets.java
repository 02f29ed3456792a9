package io.auterity.control.access.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of an API key, as far as they may be told: the present one, and the one that it
 * replaced (key rotation).
 *
 * @param prefix how the present one begins; null of a key from before prefixes were kept
 * @param used when the present one was last used
 * @param rotated when it replaced the former; null when it is the first
 * @param formerPrefix how the former began
 * @param formerUntil when the former ends, or has ended; null when there was none
 * @param formerUsed when the former was last used
 */
public record KeySecrets(
    @Nullable String prefix,
    @Nullable Instant used,
    @Nullable Instant rotated,
    @Nullable String formerPrefix,
    @Nullable Instant formerUntil,
    @Nullable Instant formerUsed) {

  /** Of a key that was just made. */
  static KeySecrets first(String prefix) {
    return new KeySecrets(prefix, null, null, null, null, null);
  }
}
