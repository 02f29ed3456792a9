package io.auterity.plugins.cache.redis;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.SharedStore;
import io.auterity.spi.SharedStores.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Strings of one Redis (6.2 or newer) or Valkey, by RESP 2: MGET, SET with PX, and SET with NX
 * followed by GET in one round trip. It waits for no free connection, and keeps none that broke.
 */
final class RedisStore implements SharedStore {

  private static final int MOST_CONNECTIONS = 64;
  private static final int MOST_IDLE = 16;

  private final Place place;
  private final RedisClient redis;

  private RedisStore(Place place, RedisClient redis) {
    this.place = place;
    this.redis = redis;
  }

  static RedisStore at(Place place) {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(MOST_CONNECTIONS);
    pool.setMaxIdle(MOST_IDLE);
    pool.setBlockWhenExhausted(false);
    pool.setJmxEnabled(false);
    return new RedisStore(
        place,
        RedisClient.builder()
            .hostAndPort(place.host(), place.port())
            .clientConfig(connecting(place))
            .poolConfig(pool)
            .build());
  }

  private static DefaultJedisClientConfig connecting(Place place) {
    int patience = Math.toIntExact(Math.max(1, place.patience().toMillis()));
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(patience)
            .socketTimeoutMillis(patience)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    if (place.tls()) {
      // The certificate's chain and its host name are checked.
      config.sslOptions(SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
    }
    if (place.user() != null) {
      config.user(place.user());
    }
    if (place.password() != null) {
      config.password(place.password());
    }
    return config.build();
  }

  @Override
  public Map<String, byte[]> get(List<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    byte[][] names = keys.stream().map(RedisStore::bytes).toArray(byte[][]::new);
    return asked(() -> found(keys, redis.mget(names)));
  }

  private static Map<String, byte[]> found(List<String> keys, List<byte[]> values) {
    if (values.size() != keys.size()) {
      throw new JedisException("%d values of %d keys".formatted(values.size(), keys.size()));
    }
    Map<String, byte[]> found = HashMap.newHashMap(keys.size());
    for (int i = 0; i < values.size(); i++) {
      byte[] value = values.get(i);
      if (value != null) {
        found.put(keys.get(i), value);
      }
    }
    return found;
  }

  @Override
  public void put(String key, byte[] value, Duration ttl) {
    asked(() -> redis.set(bytes(key), value, SetParams.setParams().px(millis(ttl))));
  }

  @Override
  public byte[] putIfAbsent(String key, byte[] value, Duration ttl) {
    return asked(
        () -> {
          try (AbstractPipeline both = redis.pipelined()) {
            both.set(bytes(key), value, SetParams.setParams().nx().px(millis(ttl)));
            Response<byte[]> there = both.get(bytes(key));
            both.sync();
            // Gone between the two: a value that it held for so short is as good as none.
            byte[] kept = there.get();
            return kept == null ? value : kept;
          }
        });
  }

  private static long millis(Duration ttl) {
    return Math.max(1, ttl.toMillis());
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  // What is no reply of RESP breaks the client in ways of its own.
  private <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (JedisDataException e) {
      throw unavailable(e);
    } catch (RuntimeException e) {
      // The next reply there may be half of this one, and those that are idle were cut as well.
      redis.getPool().clear();
      throw unavailable(e);
    }
  }

  private CallFailedException unavailable(RuntimeException e) {
    Throwable cause = e.getCause();
    return new CallFailedException(
        FailureCode.UNAVAILABLE,
        "redis at %s does not answer as it should: %s%s"
            .formatted(place, e.getMessage(), cause == null ? "" : ": " + cause.getMessage()));
  }

  @Override
  public void close() {
    redis.close();
  }
}
