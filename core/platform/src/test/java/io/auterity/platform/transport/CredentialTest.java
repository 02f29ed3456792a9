package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.AuthForm;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot stand in a header never comes near one, and is not told either. */
class CredentialTest {

  private static final String SECRET = "canary-4711";

  private static TransportHouse house;

  @BeforeAll
  static void open() {
    house = TransportHouse.local();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  static Stream<Signing> signings() {
    return Stream.of("%s\nx", "x\r\nx-more: %s", "%s\u0000", "%s\u010a")
        .map(text -> text.formatted(SECRET))
        .flatMap(
            text ->
                Stream.of(
                    new Signing.Bearer(() -> text),
                    new Signing.Named("x-api-key", () -> text),
                    new Signing.Query(AuthForm.Placed.plain("key"), () -> text),
                    new Signing.PathSegment(AuthForm.InPath.plain(), () -> text),
                    new Signing.Basic("user", () -> text)));
  }

  @ParameterizedTest
  @MethodSource("signings")
  void aSecretWithALineBreakIsNotSentAndNotTold(Signing signing) throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server);

      Failure failure = failure(house.bind(url, signing), TransportHouse.get(url));

      assertThat(failure.code()).isEqualTo(FailureCode.UNAUTHENTICATED);
      assertThat(failure.applied()).isEqualTo(Applied.NO);
      assertThat(failure.message())
          .startsWith("provider 'p' cannot use its secret 'key': it holds a line break");
      assertThat(failure.toString()).doesNotContain(SECRET);
      assertThat(server.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host", "content-length", "Transfer-Encoding", "proxy-x", "traceparent", "x y"})
  void aSecretTakesNoHeaderThatSteersTheRequest(String name) throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server);
      Signing signing = new Signing.Named(name, () -> SECRET);

      Failure failure = failure(house.bind(url, signing), TransportHouse.get(url));

      assertThat(failure.code()).isEqualTo(FailureCode.UNAUTHENTICATED);
      assertThat(failure.message()).startsWith("provider 'p' cannot use its secret 'key': ");
      assertThat(failure.toString()).doesNotContain(SECRET);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void noFailureTellsASecretOfTheQuery() throws IOException {
    String url;
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      url = url(server);
    }
    Signing.Query signing = new Signing.Query(AuthForm.Placed.plain("key"), () -> SECRET);

    Failure failure = failure(house.bind(url, signing), TransportHouse.get(url));

    assertThat(failure.toString()).doesNotContain(SECRET);
    assertThat(signing.signature().toString()).doesNotContain(SECRET);
  }

  @Test
  void noFailureTellsASecretOfThePath() throws IOException {
    String url;
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      url = url(server);
    }
    Signing.PathSegment signing =
        new Signing.PathSegment(new AuthForm.InPath("bot${secret}"), () -> SECRET);

    Failure failure = failure(house.bind(url, signing), TransportHouse.get(url));

    assertThat(failure.toString()).doesNotContain(SECRET);
    assertThat(signing.signature().toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void whatIsNoSegmentOfAPathIsNotSentAsOne(String secret) throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server);

      Failure failure =
          failure(
              house.bind(url, new Signing.PathSegment(AuthForm.InPath.plain(), () -> secret)),
              TransportHouse.get(url));

      assertThat(failure.code()).isEqualTo(FailureCode.UNAUTHENTICATED);
      assertThat(failure.message())
          .isEqualTo(
              "provider 'p' cannot use its secret 'key': it is no segment of a path; store it again"
                  + " whole");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void noMoreDoesAConnectorSendOne() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server);

      for (Map.Entry<String, String> header :
          Map.of("x-api-key", SECRET + "\r\n", "x-" + SECRET + "\n", "v", "Expect", SECRET)
              .entrySet()) {
        Failure failure =
            failure(
                house.bind(url),
                new WireRequest(
                    "GET",
                    URI.create(url),
                    Map.of(header.getKey(), List.of(header.getValue())),
                    new byte[0]));

        assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
        assertThat(failure.message()).startsWith("a connector must not ");
        assertThat(failure.toString()).doesNotContain(SECRET);
      }
      assertThat(server.connections()).isZero();
    }
  }

  private static String url(SocketServer server) {
    return "http://api.test:%d/".formatted(server.port());
  }

  private static Failure failure(Transport transport, WireRequest request) {
    try {
      transport.send(request, TestCall.lasting(Duration.ofSeconds(20)));
    } catch (CallFailedException e) {
      return e.failure();
    }
    throw new AssertionError("the request succeeded");
  }
}
