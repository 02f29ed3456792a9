package io.auterity.plugins.cache.redis;

import io.auterity.spi.Plugin;
import io.auterity.spi.SharedStores;
import java.util.List;

/** Brings stores in Redis. */
public final class RedisPlugin implements Plugin {

  @Override
  public List<SharedStores> sharedStores() {
    return List.of(RedisStore::at);
  }
}
