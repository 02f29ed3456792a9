package io.auterity.server.idempotency;

import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.server.idempotency.store.IdempotencyStore;
import io.auterity.server.idempotency.store.IdempotencyStore.Taken;
import io.auterity.server.idempotency.store.IdempotencyStore.Taking;
import io.auterity.server.idempotency.store.IdempotencyStore.Use;
import io.auterity.server.idempotency.store.IdempotencyStore.Used;
import io.auterity.server.idempotency.store.IdempotencyStore.Wish;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys under which mutations were carried out, at all servers on a database. Each use names the
 * server that carries it out, and is under way while that is there. One without an answer whose
 * server has ended was cut off, and so was one that its own server is not at: the database was away
 * when the answer came. A repetition of that request takes it up again.
 */
public final class Idempotency {

  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);

  private final IdempotencyStore store;
  private final Ids ids;
  private final Time time;
  private final Supplier<@Nullable UUID> process;
  private final Map<Key, byte[]> underWay = new ConcurrentHashMap<>();

  /** Uses that this server is not at any more, which the database does not know yet. */
  private final Map<Key, UUID> abandoned = new ConcurrentHashMap<>();

  /**
   * @param process by which other servers see that this one is there; null while they cannot
   */
  public Idempotency(IdempotencyStore store, Ids ids, Time time, Supplier<@Nullable UUID> process) {
    this.store = store;
    this.ids = ids;
    this.time = time;
    this.process = process;
  }

  private record Key(TenantScope scope, String text) {}

  /**
   * Takes a key for a request; who gets it ends it by an answer, or by giving it up or free.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when it is no key
   */
  Taking take(TenantScope scope, String key, byte[] request) {
    CallOptions.idempotencyKey(key);
    storeAbandoned();
    Key taken = new Key(scope, key);
    byte[] other = underWay.putIfAbsent(taken, request);
    return other == null ? takeFree(taken, request) : new Used(other, null);
  }

  private Taking takeFree(Key key, byte[] request) {
    boolean taken = false;
    try {
      Wish wish = new Wish(key.text(), request, ids.next(), process.get(), time.now());
      Taking taking = store.take(key.scope(), wish);
      taken = taking instanceof Taken;
      return taking;
    } finally {
      if (!taken) {
        underWay.remove(key);
      }
    }
  }

  void answer(TenantScope scope, Use use, byte[] response) {
    end(scope, use, () -> store.answer(scope, use, response));
  }

  /** The request failed, and may have changed something: a repetition of it takes it up again. */
  void abandon(TenantScope scope, Use use) {
    try {
      end(scope, use, () -> store.abandon(scope, use, process.get()));
    } catch (RuntimeException e) {
      LOG.warn("Other servers do not take up the request of a key yet: {}", e.getMessage());
    }
  }

  /** The request was refused, and changed nothing: the key is free. */
  void release(TenantScope scope, Use use) {
    end(scope, use, () -> store.release(scope, use, process.get()));
  }

  private void end(TenantScope scope, Use use, Runnable change) {
    Key key = new Key(scope, use.key());
    boolean known = false;
    try {
      change.run();
      known = true;
    } finally {
      if (!known) {
        abandoned.put(key, use.id());
      }
      underWay.remove(key);
    }
  }

  /** Tells the other servers what they may take up; what cannot be told now is told next time. */
  private void storeAbandoned() {
    Map.copyOf(abandoned)
        .forEach(
            (key, id) -> {
              if (!underWay.containsKey(key)) {
                store.abandon(key.scope(), new Use(key.text(), id), process.get());
              }
              abandoned.remove(key, id);
            });
  }
}
