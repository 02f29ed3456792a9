package io.auterity.control.access;

import io.auterity.control.access.store.KeyRow;
import io.auterity.control.access.store.KeySecrets;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides by the state of an API key whether it is edited or rotated: revoked, expired, or changed
 * since it was read (optimistic locking).
 */
final class KeyStanding {

  /**
   * Whether an edit is done already: who changes nothing overwrites nothing, and an edit whose
   * answer was lost may come again.
   *
   * @throws CallFailedException {@code conflict} when it is of another version of the key
   */
  static boolean comesAgain(KeyRow key, KeyEdit edit, Instant now) {
    String read = edit.version();
    if (read == null || read.equals(key.version())) {
      return false;
    }
    if (edit.isDone(key.terms(), key.expires())) {
      return true;
    }
    requireLive(key, now);
    throw conflict(
        "key '%s' was changed since version %s of it was read, and version %s is in force; look at what was changed, and change that"
            .formatted(key.name(), read, key.version()));
  }

  static void requireLive(KeyRow key, Instant now) {
    if (key.revoked() != null || (key.expires() != null && !key.expires().isAfter(now))) {
      throw conflict("key '%s' is revoked or has expired; make another".formatted(key.name()));
    }
  }

  /**
   * Whether only the present secret is replaced, since no caller has used it.
   *
   * @throws CallFailedException {@code conflict} when both secrets are in use, or the key is not
   */
  static boolean rotatesPresent(KeyRow key, Duration overlap, Instant now) {
    requireLive(key, now);
    KeySecrets secrets = key.secrets();
    Instant until = secrets.formerUntil();
    boolean overlapping = until != null && until.isAfter(now);
    if (overlapping && secrets.used() != null && !overlap.isZero()) {
      throw conflict(
          "key '%s' has two secrets in use until %s; wait until then, or rotate with no overlap"
              .formatted(key.name(), until));
    }
    return overlapping && secrets.used() == null;
  }

  static CallFailedException meanwhile(KeyRow key) {
    return conflict("key '%s' was changed meanwhile; look again".formatted(key.name()));
  }

  static CallFailedException conflict(String message) {
    return new CallFailedException(FailureCode.CONFLICT, message);
  }
}
