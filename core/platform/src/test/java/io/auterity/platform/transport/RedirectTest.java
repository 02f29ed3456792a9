package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.AuthForm;
import io.auterity.spi.Call;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {

  private static TransportHouse house;

  @BeforeAll
  static void open() {
    house = TransportHouse.local();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aReadIsSentOnWithinItsPlaceAndSignedAnew(int status) throws IOException {
    try (SocketServer server =
        new SocketServer(
            c -> {
              boolean moved = c.request().startsWith("GET /new?page=2 ");
              c.reply(moved ? 200 : status, moved ? "" : "Location: /new?page=2\r\n", "here");
            })) {
      String url = url(server, "/old");

      WireResponse reply = transport(url).send(WireRequest.get(URI.create(url)), call());

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("content-location")).contains(url(server, "/new"));
      assertThat(server.requests())
          .hasSize(2)
          .allSatisfy(
              request -> assertThat(request).contains("\r\nauthorization: Bearer s3cret\r\n"));
    }
  }

  // Signs that no address may hold, as the server wrote them: of UTF-8 each byte is a sign.
  @ParameterizedTest
  @CsvSource({
    "/b\u00c3\u00bccher?q=\u00e2\u0082\u00ac, /b%C3%BCcher?q=%E2%82%AC",
    "/a b|c%20?x={y}, /a%20b%7Cc%20?x=%7By%7D",
    "/caf\u00e9, /caf%E9"
  })
  void aPlaceIsWrittenAsAnAddress(String location, String asked) throws IOException {
    try (SocketServer server =
        new SocketServer(
            c -> {
              boolean moved = c.request().startsWith("GET %s ".formatted(asked));
              c.reply(moved ? 200 : 302, moved ? "" : "Location: %s\r\n".formatted(location), "");
            })) {
      String url = url(server, "/old");

      assertThat(transport(url).send(WireRequest.get(URI.create(url)), call()).status())
          .isEqualTo(200);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void noneIsFollowedForWhoHasRulesOfItsOwn() throws IOException {
    try (SocketServer server =
        new SocketServer(c -> c.reply(302, "Location: /new\r\n", "elsewhere"))) {
      String url = url(server, "/old");

      WireResponse reply =
          transport(url).send(WireRequest.get(URI.create(url)).withoutRedirects(), call());

      assertThat(reply.status()).isEqualTo(302);
      assertThat(reply.header("location")).contains("/new");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"301, 1", "302, 1", "303, 1", "307, 2", "308, 2"})
  void aWriteIsSentOnWhereItKeepsItsMethodAndBody(int status, int requests) throws IOException {
    try (SocketServer server =
        new SocketServer(
            c -> {
              boolean moved = c.request().startsWith("POST /new ");
              c.reply(moved ? 201 : status, moved ? "" : "Location: /new\r\n", "");
            })) {
      String url = url(server, "/old");

      WireResponse reply = transport(url).send(TransportHouse.post(url, "{}"), call());

      assertThat(reply.status()).isEqualTo(requests == 1 ? status : 201);
      assertThat(server.requests()).hasSize(requests);
      assertThat(server.requests().getLast()).endsWith("\r\n\r\n{}");
    }
  }

  @Test
  void noCallIsSentOnMoreThanThreeTimes() throws IOException {
    try (SocketServer server =
        new SocketServer(
            c -> {
              String path = c.request().split(" ", 3)[1];
              c.reply(302, "Location: " + path + "x\r\n", "");
            })) {
      String url = url(server, "/a");

      WireResponse reply = transport(url).send(WireRequest.get(URI.create(url)), call());

      assertThat(reply.status()).isEqualTo(302);
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void aStreamIsSentOnToo() throws IOException {
    try (SocketServer server =
        new SocketServer(
            c -> {
              boolean moved = c.request().startsWith("GET /new ");
              c.reply(moved ? 200 : 302, moved ? "" : "Location: new\r\n", moved ? "body" : "");
            })) {
      String url = url(server, "/old");

      try (WireStream stream = transport(url).open(WireRequest.get(URI.create(url)), call())) {
        assertThat(new String(stream.drain(100).body(), StandardCharsets.UTF_8)).isEqualTo("body");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "new?page=2, /new",
    "/new?page=2, /new",
    "/bots3:cret/new?page=2, /new",
    "/bots3%3Acret/new?page=2, /new",
    "/bots3:cret?page=2, /",
    "/.//bots3:cret/new?page=2, /new",
    "http://HOST/bots3:cret/new?page=2, /new",
    "http://HOST//bots3:cret/new?page=2, /new"
  })
  void aCredentialOfThePathIsNotThereTwiceAndNotTold(String location, String path)
      throws IOException {
    try (SocketServer server =
        new SocketServer(
            c -> {
              boolean moved = c.request().contains("page=2");
              String told = "Location: " + location.replace("HOST", host(c)) + "\r\n";
              c.reply(moved ? 200 : 302, moved ? "" : told, "");
            })) {
      String url = url(server, "/old");

      WireResponse reply = inPath(url).send(WireRequest.get(URI.create(url)), call());

      assertThat(reply.header("content-location")).contains(url(server, path));
      assertThat(server.requests())
          .extracting(request -> request.split(" ", 3)[1])
          .containsExactly("/bots3:cret/old", "/bots3:cret" + path + "?page=2");
    }
  }

  @Test
  void theSamePathBehindACredentialIsNoOtherPlace() throws IOException {
    try (SocketServer server =
        new SocketServer(c -> c.reply(307, "Location: /bots3:cret/old\r\n", ""))) {
      String url = url(server, "/old");

      assertThat(inPath(url).send(WireRequest.get(URI.create(url)), call()).status())
          .isEqualTo(307);
      assertThat(inPath(url).send(TransportHouse.post(url, "{}"), call()).status()).isEqualTo(307);
      assertThat(server.requests()).hasSize(2);
    }
  }

  /** A connector asks for the next page where a header says that it stands. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noAddressInAHeaderHasTheCredentialOfThePath(boolean streamed) throws IOException {
    try (SocketServer server =
        new SocketServer(
            c ->
                c.reply(
                    201,
                    """
                    Location: /bots3%3acret/made/1?a=b
                    Content-Location: http://HOST/bots3:cret//made
                    Link: </bots3:cret/list?page=2>; rel="next", <http://other.test/bots3:cret/x>; rel="up"
                    """
                        .replace("HOST", host(c))
                        .replace("\n", "\r\n"),
                    ""))) {
      String url = url(server, "/make");

      Map<String, List<String>> headers =
          headers(inPath(url), WireRequest.get(URI.create(url)), streamed);
      Map<String, List<String>> without =
          headers(inPath(url), WireRequest.get(URI.create(url)).withoutCredential(), streamed);

      assertThat(headers)
          .containsEntry("location", List.of(url(server, "/made/1?a=b")))
          .containsEntry("content-location", List.of(url(server, "//made")))
          .containsEntry(
              "link",
              List.of(
                  "<%s>; rel=\"next\", <http://other.test/bots3:cret/x>; rel=\"up\""
                      .formatted(url(server, "/list?page=2"))));
      assertThat(without).containsEntry("location", List.of("/bots3%3acret/made/1?a=b"));
    }
  }

  private static Map<String, List<String>> headers(
      Transport transport, WireRequest request, boolean streamed) {
    if (!streamed) {
      return transport.send(request, call()).headers();
    }
    try (WireStream stream = transport.open(request, call())) {
      return stream.headers();
    }
  }

  private static String host(SocketServer.Connection c) {
    return c.request().replaceFirst("(?is).*\r\nhost: (\\S+).*", "$1");
  }

  @Test
  void noCredentialOfThePathGoesToAnotherHost() throws IOException {
    try (SocketServer other = new SocketServer(c -> c.reply(200, "", ""));
        SocketServer server =
            new SocketServer(c -> c.reply(302, "Location: " + url(other, "/new") + "\r\n", ""))) {
      String url = url(server, "/old");
      Transport transport =
          house.bind(
              List.of(url(server, "/"), url(other, "/")),
              url,
              new Signing.PathSegment(new AuthForm.InPath("bot${secret}"), () -> "s3:cret"));

      WireResponse reply = transport.send(WireRequest.get(URI.create(url)), call());
      assertThat(reply.status()).isEqualTo(302);
      assertThat(other.connections()).isZero();

      transport.send(WireRequest.get(URI.create(url(other, "/new"))), call());
      assertThat(other.requests().getFirst()).startsWith("GET /new HTTP/1.1").doesNotContain("s3:");
    }
  }

  private static Transport inPath(String url) {
    return house.bind(
        url, new Signing.PathSegment(new AuthForm.InPath("bot${secret}"), () -> "s3:cret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.test:80/x",
        "http://other.test:80/x",
        "http://api.test:81/x",
        "http://me@api.test/x",
        "//other.test/x",
        "http://api.test/old",
        "http://[",
        "mailto:me@api.test"
      })
  void noOtherPlaceIsGoneTo(String location) {
    WireRequest request = WireRequest.get(URI.create("http://api.test/old"));

    assertThat(Redirect.next(request, 301, Map.of("location", List.of(location)))).isNull();
  }

  private static String url(SocketServer server, String path) {
    return "http://api.test:%d%s".formatted(server.port(), path);
  }

  private static Call call() {
    return TestCall.lasting(Duration.ofSeconds(20));
  }

  private static Transport transport(String url) {
    return house.bind(url, new Signing.Bearer(() -> "s3cret"));
  }
}
