package io.auterity.provider.plugin;

import io.auterity.spi.Applied;
import io.auterity.spi.SharedStore;
import io.auterity.spi.SharedStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens shared stores for a started plugin. Its end waits for what is being read or written, and
 * closes all that it opened.
 */
final class HostedSharedStores implements SharedStores {

  private final SharedStores stores;
  private final PluginRealm realm;
  private final Set<Opened> opened = ConcurrentHashMap.newKeySet();
  private final HostedUse use = new HostedUse("shared store", Applied.UNKNOWN, "the shared store");

  HostedSharedStores(SharedStores stores, PluginRealm realm) {
    this.stores = stores;
    this.realm = realm;
  }

  @Override
  public SharedStore open(Place place) {
    return use.within(
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

  /** Nothing is read or written any more when this returns. */
  void end() {
    use.end(
        () -> {
          opened.forEach(Opened::end);
          opened.clear();
        });
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
      return use.within(inside, () -> store.get(keys));
    }

    @Override
    public void put(String key, byte[] value, Duration ttl) {
      use.within(
          inside,
          () -> {
            store.put(key, value, ttl);
            return true;
          });
    }

    @Override
    public byte[] putIfAbsent(String key, byte[] value, Duration ttl) {
      return use.within(inside, () -> store.putIfAbsent(key, value, ttl));
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
