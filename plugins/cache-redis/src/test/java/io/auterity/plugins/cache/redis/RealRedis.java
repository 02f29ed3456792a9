package io.auterity.plugins.cache.redis;

import io.auterity.spi.SharedStore;
import io.auterity.spi.SharedStores.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** A Redis server of this process's own, started when first asked for. */
final class RealRedis {

  /** Long, so that no test fails on a busy machine. */
  static final Duration PATIENT = Duration.ofSeconds(20);

  static final String USER = "answers";
  static final String PASSWORD = "s3cret-of-redis";

  private static final int PORT = started();

  private RealRedis() {}

  static Place place() {
    return place(null, null);
  }

  static Place place(@Nullable String user, @Nullable String password) {
    return new Place("127.0.0.1", PORT, false, user, password, PATIENT);
  }

  static SharedStore store() {
    return RedisStore.at(place());
  }

  /** For what a store does not ask. */
  static RedisClient client() {
    return RedisClient.create("127.0.0.1", PORT);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int started() {
    int port = freePort();
    try {
      RedisServer server =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("maxmemory 64M")
              .setting("user %s on >%s ~* +@all".formatted(USER, PASSWORD))
              .build();
      server.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
      return port;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(RedisServer server) {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
