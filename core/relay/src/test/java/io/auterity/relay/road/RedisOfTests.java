package io.auterity.relay.road;

import io.auterity.plugins.cache.redis.RedisPlugin;
import io.auterity.spi.SharedStores;
import io.auterity.spi.SharedStores.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** One real Redis for all tests that ask for it. */
final class RedisOfTests {

  /** Patient, so that no test fails on a busy machine. */
  static final Place PLACE =
      new Place("127.0.0.1", started(), false, null, null, Duration.ofSeconds(30));

  static final SharedStores STORES = new RedisPlugin().sharedStores().getFirst();

  private RedisOfTests() {}

  static RedisClient client() {
    return RedisClient.create(PLACE.host(), PLACE.port());
  }

  private static int started() {
    try {
      int port = freePort();
      RedisServer server =
          RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
      server.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
      return port;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
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
