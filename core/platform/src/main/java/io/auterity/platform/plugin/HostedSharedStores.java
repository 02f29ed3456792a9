package io.auterity.platform.plugin;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.SharedStore;
import io.auterity.spi.SharedStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * What a started plugin opens stores with. Its end waits for what is being read or written, and
 * closes all that it opened.
 */
final class HostedSharedStores implements SharedStores {

  private final SharedStores stores;
  private final PluginRealm realm;
  private final Set<Opened> opened = ConcurrentHashMap.newKeySet();
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private boolean ended;

  HostedSharedStores(SharedStores stores, PluginRealm realm) {
    this.stores = stores;
    this.realm = realm;
  }

  @Override
  public SharedStore open(Place place) {
    return used(
        realm,
        () -> {
          String password = place.password();
          PluginRealm hiding =
              password == null
                  ? realm
                  : realm.hiding(text -> text.replace(password, "\u2022\u2022\u2022"));
          Opened store = new Opened(stores.open(place), hiding);
          opened.add(store);
          return store;
        });
  }

  private <T> T used(PluginRealm inside, Supplier<T> work) {
    use.readLock().lock();
    try {
      if (ended) {
        throw new CallFailedException(
            FailureCode.UNAVAILABLE, "the plugin that brought the shared store is unloaded");
      }
      return inside.enter("shared store", Applied.UNKNOWN, work);
    } finally {
      use.readLock().unlock();
    }
  }

  /** Nothing is read or written any more when this returns. */
  void end() {
    use.writeLock().lock();
    try {
      ended = true;
      opened.forEach(Opened::end);
      opened.clear();
    } finally {
      use.writeLock().unlock();
    }
  }

  private final class Opened implements SharedStore {

    private final SharedStore store;
    private final PluginRealm inside;

    Opened(SharedStore store, PluginRealm inside) {
      this.store = store;
      this.inside = inside;
    }

    @Override
    public Map<String, byte[]> get(List<String> keys) {
      return used(inside, () -> store.get(keys));
    }

    @Override
    public void put(String key, byte[] value, Duration ttl) {
      used(
          inside,
          () -> {
            store.put(key, value, ttl);
            return true;
          });
    }

    @Override
    public byte[] putIfAbsent(String key, byte[] value, Duration ttl) {
      return used(inside, () -> store.putIfAbsent(key, value, ttl));
    }

    @Override
    public void close() {
      if (opened.remove(this)) {
        end();
      }
    }

    void end() {
      inside.enter(
          "shared store",
          Applied.NO,
          () -> {
            store.close();
            return true;
          });
    }
  }
}
