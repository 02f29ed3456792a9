package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Credentials that depend on the request, or are asked for, on the wire. */
class SignedRequestTest {

  private static final String ISSUED = "{\"access_token\": \"t-1\", \"expires_in\": 3600}";

  private static TransportHouse house;

  @BeforeAll
  static void open() {
    house = TransportHouse.local();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void signsForAwsWhatArrives() throws IOException {
    AwsKey key = new AwsKey("AKIDEXAMPLE0000EXAMPLE", "s3cret", "session");
    ManualTime time = new ManualTime();
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server, "/model/a%3A0/converse?x=2&a=1");

      house
          .bind(url, new Signing.Aws(() -> key, "bedrock", "eu-central-1", time))
          .send(TransportHouse.post(url, "{\"a\": 1}"), call());

      String arrived = server.requests().getFirst();
      WireRequest same =
          new WireRequest(
              "POST",
              URI.create("http://x" + arrived.split(" ", -1)[1]),
              Map.of("content-type", List.of(header(arrived, "content-type"))),
              arrived.substring(arrived.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.UTF_8));
      assertThat(
              new SigV4("bedrock", "eu-central-1")
                  .sign(same, header(arrived, "host"), key, time.now()))
          .hasSize(3)
          .allSatisfy(
              header -> assertThat(header(arrived, header.name())).isEqualTo(header.value()));
    }
  }

  @Test
  void givesTheCredentialToNoOtherHostOfAConnector() throws IOException {
    try (SocketServer first = new SocketServer(c -> c.reply(200, "", ""));
        SocketServer second = new SocketServer(c -> c.reply(200, "", ""))) {
      Transport transport =
          house.bind(
              List.of(url(first, "/"), url(second, "/")),
              url(first, "/"),
              new Signing.Bearer(() -> "s3cret"));

      transport.send(TransportHouse.get(url(first, "/")), call());
      transport.send(TransportHouse.get(url(second, "/")), call());

      assertThat(first.requests().getFirst()).contains("authorization: Bearer s3cret");
      assertThat(second.requests().getFirst()).doesNotContain("authorization", "s3cret");
    }
  }

  @Test
  void asksForATokenAndUsesIt() throws IOException {
    try (SocketServer tokens = new SocketServer(c -> c.reply(200, "", ISSUED));
        SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      Signing signing = token(url(tokens, "/token"), url(tokens, "/"));

      house.bind(url(server, "/"), signing).send(TransportHouse.get(url(server, "/")), call());

      assertThat(tokens.requests().getFirst())
          .startsWith("POST /token HTTP/1.1\r\n")
          .endsWith("\r\n\r\ngrant_type=client_credentials&client_id=me&client_secret=s3cret");
      assertThat(server.requests().getFirst()).contains("\r\nauthorization: Bearer t-1\r\n");
    }
  }

  @Test
  void asksForATokenOnlyWhereItMay() throws IOException {
    try (SocketServer tokens = new SocketServer(c -> c.reply(200, "", ISSUED));
        SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      Signing signing = token(url(tokens, "/token"), url(server, "/"));

      Failure failure = failure(house.bind(url(server, "/"), signing), url(server, "/"), call());

      assertThat(failure.code()).isEqualTo(FailureCode.FORBIDDEN);
      assertThat(tokens.connections() + server.connections()).isZero();
    }
  }

  @Test
  void countsNoTokenAmongWhatACallHasSent() throws IOException {
    try (SocketServer tokens = new SocketServer(c -> c.reply(500, "", ""));
        SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      Signing signing = token(url(tokens, "/token"), url(tokens, "/"));
      TestCall call = call();

      Failure failure = failure(house.bind(url(server, "/"), signing), url(server, "/"), call);

      assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
      assertThat(tokens.requests()).hasSize(1);
      assertThat(call.sent().any()).isFalse();
    }
  }

  @Test
  void asksForAnotherTokenAfterOneWasRefused() throws IOException {
    ManualTime time = new ManualTime();
    try (SocketServer tokens = new SocketServer(c -> c.reply(200, "", ISSUED));
        SocketServer server = new SocketServer(c -> c.reply(401, "", ""))) {
      Signing signing = token(url(tokens, "/token"), url(tokens, "/"), time);
      Transport transport = house.bind(url(server, "/"), signing);

      transport.send(TransportHouse.get(url(server, "/")), call());
      transport.send(TransportHouse.get(url(server, "/")), call());
      assertThat(tokens.requests()).hasSize(1);
      time.advance(Duration.ofMinutes(2));
      transport.send(TransportHouse.get(url(server, "/")), call());
      transport.send(TransportHouse.get(url(server, "/")), call());

      assertThat(tokens.requests()).hasSize(2);
    }
  }

  private static Signing token(String endpoint, String egress) {
    return token(endpoint, egress, new ManualTime());
  }

  private static Signing token(String endpoint, String egress, ManualTime time) {
    TokenGrant grant = new TokenGrant.ClientCredentials(URI.create(endpoint), "me", "s3cret", null);
    return new Signing.Token(
        new AccessTokens(() -> "s3cret", secret -> grant, house.bind(egress), time, text -> text));
  }

  private static String header(String request, String name) {
    return request
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElseThrow();
  }

  private static String url(SocketServer server, String path) {
    return "http://api.test:%d%s".formatted(server.port(), path);
  }

  private static TestCall call() {
    return TestCall.lasting(Duration.ofSeconds(20));
  }

  private static Failure failure(Transport transport, String url, Call call) {
    try {
      transport.send(TransportHouse.get(url), call);
    } catch (CallFailedException e) {
      return e.failure();
    }
    throw new AssertionError("the request succeeded");
  }
}
