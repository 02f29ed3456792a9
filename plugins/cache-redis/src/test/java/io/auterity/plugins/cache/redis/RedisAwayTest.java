package io.auterity.plugins.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.SharedStore;
import io.auterity.spi.SharedStores.Place;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/** A server that is away, slow or something else, or that wants a password. */
@Timeout(60)
class RedisAwayTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private static Place local(int port) {
    return new Place("127.0.0.1", port, false, null, null, SHORT);
  }

  private static void unavailable(Place place, String says) {
    try (SharedStore store = RedisStore.at(place)) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> store.get(List.of("k")))
          .matches(e -> e.failure().code() == FailureCode.UNAVAILABLE)
          .withMessageContaining("redis at 127.0.0.1:" + place.port())
          .withMessageContaining(says)
          .matches(e -> !String.valueOf(e.getMessage()).contains(RealRedis.PASSWORD));
    }
  }

  @Test
  void failsWhereNobodyListens() {
    unavailable(local(RealRedis.freePort()), "Failed to connect");
  }

  @Test
  void failsWhereNobodyAnswers() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      unavailable(local(silent.getLocalPort()), "Read timed out");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "*1\r\n:12\r\n", "$-7\r\n", "+OK\r\n"})
  void failsWhereSomethingElseAnswers(String says) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(server, says));
      unavailable(local(server.getLocalPort()), "");
    }
  }

  private static void answer(ServerSocket server, String says) {
    try (Socket caller = server.accept();
        InputStream in = caller.getInputStream()) {
      assertThat(in.read()).isPositive();
      caller.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
      caller.getOutputStream().flush();
      while (in.read() >= 0) {
        // All that it says.
      }
    } catch (IOException e) {
      // Its caller has left.
    }
  }

  @Test
  void worksAgainOnceConnectionsWereCut() {
    try (SharedStore store = RealRedis.store();
        RedisClient client = RealRedis.client()) {
      store.put("cut", new byte[] {1}, Duration.ofMinutes(1));
      client.executeCommand(
          new CommandArguments(Protocol.Command.CLIENT).add("KILL").add("TYPE").add("normal"));

      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> store.get(List.of("cut")));
      assertThat(store.get(List.of("cut"))).containsOnlyKeys("cut");
    }
  }

  @Test
  void showsUserAndPassword() {
    try (SharedStore store = RedisStore.at(RealRedis.place(RealRedis.USER, RealRedis.PASSWORD))) {
      store.put("named", new byte[] {1}, Duration.ofMinutes(1));
      assertThat(store.get(List.of("named"))).containsOnlyKeys("named");
    }
    unavailable(RealRedis.place(RealRedis.USER, "wrong"), "WRONGPASS");
    unavailable(RealRedis.place("nobody", RealRedis.PASSWORD), "WRONGPASS");
  }

  @Test
  void saysNothingInTheClearWhereConnectionsAreEncrypted() {
    Place plain = RealRedis.place();
    unavailable(new Place(plain.host(), plain.port(), true, null, null, SHORT), "");
  }

  @Test
  void failsOnceItIsClosed() {
    SharedStore store = RealRedis.store();
    store.close();

    assertThatExceptionOfType(CallFailedException.class).isThrownBy(() -> store.get(List.of("k")));
  }
}
