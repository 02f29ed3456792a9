package io.auterity.control.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.auterity.platform.call.Credential;
import io.auterity.platform.time.Time;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Unknown callers: digests of credentials that matched no caller a moment ago, bounded in number
 * and age, so that a repeated one costs no database query. No caller is locked out by it, as a
 * secret that is not made yet cannot be guessed.
 */
final class UnknownCallers {

  private static final int SIZE = 10_000;
  private static final Duration AGE = Duration.ofSeconds(10);

  private final Cache<Stranger, Boolean> known;

  private record Stranger(Class<?> kind, ByteBuffer digest) {}

  UnknownCallers(Time time) {
    this.known =
        Caffeine.newBuilder().maximumSize(SIZE).expireAfterWrite(AGE).ticker(time::nanos).build();
  }

  boolean holds(Credential credential) {
    return known.getIfPresent(stranger(credential)) != null;
  }

  void note(Credential credential) {
    known.put(stranger(credential), true);
  }

  // A key that was shown as another sort of credential is still a key.
  private static Stranger stranger(Credential credential) {
    byte[] digest =
        switch (credential) {
          case Credential.ApiKey(String secret) -> Token.digest(secret);
          case Credential.SessionToken(String secret) -> Token.digest(secret);
        };
    return new Stranger(credential.getClass(), ByteBuffer.wrap(digest));
  }
}
