package io.auterity.server.idempotency;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.server.idempotency.store.IdempotencyStore;
import io.auterity.server.idempotency.store.IdempotencyStore.Used;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The keys under which mutations were carried out. */
public final class Idempotency {

  private static final Duration LIFE = Duration.ofHours(24);
  private static final int LONGEST = 255;

  private final IdempotencyStore store;
  private final Time time;
  private final Instant started;

  /** What was begun before {@code started} and has no answer was cut off by the end of a server. */
  public Idempotency(IdempotencyStore store, Time time, Instant started) {
    this.store = store;
    this.time = time;
    this.started = started;
  }

  /**
   * Takes a key for a request.
   *
   * @return its former use, if there was one
   * @throws CallFailedException {@code invalid} when it is no key
   */
  Optional<Used> take(TenantScope scope, String key, byte[] request) {
    if (key.isBlank() || key.length() > LONGEST) {
      throw new CallFailedException(
          FailureCode.INVALID, "an Idempotency-Key has 1 to %d characters".formatted(LONGEST));
    }
    Instant now = time.now();
    return store.take(scope, key, request, now, now.plus(LIFE), started);
  }

  void answer(TenantScope scope, String key, byte[] response) {
    store.answer(scope, key, response);
  }

  void release(TenantScope scope, String key) {
    store.release(scope, key);
  }
}
