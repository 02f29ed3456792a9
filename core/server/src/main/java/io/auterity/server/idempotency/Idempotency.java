package io.auterity.server.idempotency;

import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.server.idempotency.store.IdempotencyStore;
import io.auterity.server.idempotency.store.IdempotencyStore.Taking;
import io.auterity.server.idempotency.store.IdempotencyStore.Wish;
import java.time.Duration;
import java.time.Instant;

/** The keys under which mutations were carried out. */
public final class Idempotency {

  private static final Duration LIFE = Duration.ofHours(24);

  private final IdempotencyStore store;
  private final Ids ids;
  private final Time time;
  private final Instant started;

  /** What was begun before {@code started} and has no answer was cut off by the end of a server. */
  public Idempotency(IdempotencyStore store, Ids ids, Time time, Instant started) {
    this.store = store;
    this.ids = ids;
    this.time = time;
    this.started = started;
  }

  /**
   * Takes a key for a request.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when it is no key
   */
  Taking take(TenantScope scope, String key, byte[] request) {
    CallOptions.idempotencyKey(key);
    Instant now = time.now();
    return store.take(scope, new Wish(key, request, ids.next(), now, now.plus(LIFE)), started);
  }

  void answer(TenantScope scope, String key, byte[] response) {
    store.answer(scope, key, response);
  }

  /** The request failed, and may have changed something: whoever repeats it takes it up again. */
  void abandon(TenantScope scope, String key) {
    store.abandon(scope, key);
  }

  /** The request was refused, and changed nothing: the key is free. */
  void release(TenantScope scope, String key) {
    store.release(scope, key);
  }
}
