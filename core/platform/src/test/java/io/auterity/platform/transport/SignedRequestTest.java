package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Applied;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.SigningScheme;
import io.auterity.spi.SigningScheme.Credential;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials that depend on the request, or are asked for, on the wire. */
class SignedRequestTest {

  private static final String ISSUED = "{\"access_token\": \"t-1\", \"expires_in\": 3600}";

  private static final Credential AWS =
      new Credential(null, "AKIDEXAMPLE0000EXAMPLE:s3cret:session");

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
    ManualTime time = new ManualTime();
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server, "/model/a%3A0/converse?x=2&a=1");

      house
          .bind(url, new Signing.Scheme(new SigV4("bedrock", "eu-central-1"), () -> AWS, time))
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
                  .sign(Signing.Scheme.unsigned(same, header(arrived, "host"), time.now()), AWS)
                  .headers())
          .hasSize(3)
          .allSatisfy((name, value) -> assertThat(header(arrived, name)).isEqualTo(value));
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
  void givesNoCredentialToARequestThatIsToGoWithout() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(401, "", ""))) {
      String url = url(server, "/webhook/a");
      Transport transport = house.bind(url, new Signing.Bearer(() -> "s3cret"));

      transport.send(TransportHouse.get(url).withoutCredential(), call());

      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().getFirst()).doesNotContain("authorization", "s3cret");
    }
  }

  @Test
  void signsInTheWordsOfTheVendorAndInTheQuery() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server, "/a?x=1&key=other&k%65y=more&keys=2");
      AuthForm.Placed words = new AuthForm.Placed("Authorization", "Token ${secret}");
      Signing query = new Signing.Query(AuthForm.Placed.plain("key"), () -> "s /&k");

      house.bind(url, new Signing.Named(words, () -> "k")).send(TransportHouse.get(url), call());
      house.bind(url, query).send(TransportHouse.get(url), call());
      house.bind(url, query).send(TransportHouse.get(url(server, "/")), call());

      assertThat(server.requests().get(0)).contains("\r\nauthorization: Token k\r\n");
      assertThat(server.requests().get(1))
          .startsWith("GET /a?x=1&keys=2&key=s%20%2F%26k HTTP/1.1\r\n");
      assertThat(server.requests().get(2)).startsWith("GET /?key=s%20%2F%26k HTTP/1.1\r\n");
    }
  }

  @Test
  void signsByTheFirstSegmentOfThePath() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      AuthForm.InPath form = new AuthForm.InPath("bot${secret}");
      Transport plain =
          house.bind(url(server, "/"), new Signing.PathSegment(form, () -> "123:AAH-x_9"));
      Transport strange =
          house.bind(url(server, "/"), new Signing.PathSegment(form, () -> "s /?#%+"));

      plain.send(TransportHouse.post(url(server, "/sendMessage"), "{}"), call());
      plain.send(TransportHouse.get(url(server, "/get%20me?x=1&y=%2F")), call());
      plain.send(TransportHouse.get(url(server, "")), call());
      plain.send(TransportHouse.get(url(server, "/file")).withoutCredential(), call());
      strange.send(TransportHouse.get(url(server, "/a")), call());

      assertThat(server.requests())
          .extracting(request -> request.lines().findFirst().orElseThrow())
          .containsExactly(
              "POST /bot123:AAH-x_9/sendMessage HTTP/1.1",
              "GET /bot123:AAH-x_9/get%20me?x=1&y=%2F HTTP/1.1",
              "GET /bot123:AAH-x_9/ HTTP/1.1",
              "GET /file HTTP/1.1",
              "GET /bots%20%2F%3F%23%25%2B/a HTTP/1.1");
    }
  }

  @Test
  void aSchemePutsNothingIntoAPathThatLeadsElsewhere() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      for (String segment : List.of("..", "a/../b")) {
        SigningScheme scheme = (request, credential) -> SigningScheme.Signature.ofPath(segment);
        Transport transport =
            house.bind(
                url(server, "/"),
                new Signing.Scheme(scheme, () -> new Credential(null, "s"), new ManualTime()));
        if (segment.equals("..")) {
          assertThat(failure(transport, url(server, "/x"), call()).code())
              .isEqualTo(FailureCode.INTERNAL);
        } else {
          transport.send(TransportHouse.get(url(server, "/x")), call());
        }
      }

      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().getFirst()).startsWith("GET /a%2F..%2Fb/x HTTP/1.1\r\n");
    }
  }

  @Test
  void signsAsASchemeOfItsVendorSays() throws IOException {
    ManualTime time = new ManualTime();
    SigningScheme scheme =
        (request, credential) ->
            new SigningScheme.Signature(
                Map.of(
                    "x-signed",
                    String.join(
                        " ",
                        request.method(),
                        request.host(),
                        request.path() + "?" + request.query(),
                        String.valueOf(request.headers().get("content-type")),
                        request.bodyDigest(),
                        request.at().toString(),
                        String.valueOf(credential.name()))),
                Map.of("sig", "of " + credential.secret()));
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server, "/a%20b?x=1");
      Signing signing = new Signing.Scheme(scheme, () -> new Credential("me", "s3cret"), time);

      house.bind(url, signing).send(TransportHouse.post(url, "{}"), call());

      assertThat(server.requests().getFirst())
          .startsWith("POST /a%20b?x=1&sig=of%20s3cret HTTP/1.1\r\n");
      assertThat(header(server.requests().getFirst(), "x-signed"))
          .isEqualTo(
              "POST api.test:%d /a%%20b?x=1 [application/json] %s %s me"
                  .formatted(
                      server.port(),
                      "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
                      time.now()));
    }
  }

  @Test
  void aSchemeSeesNoRequestOfAnotherServer() throws IOException {
    List<String> seen = new ArrayList<>();
    SigningScheme scheme =
        (request, credential) -> {
          seen.add(request.host());
          return SigningScheme.Signature.ofHeaders(Map.of("x-signed", "yes"));
        };
    try (SocketServer first = new SocketServer(c -> c.reply(200, "", ""));
        SocketServer second = new SocketServer(c -> c.reply(200, "", ""))) {
      Transport transport =
          house.bind(
              List.of(url(first, "/"), url(second, "/")),
              url(first, "/"),
              new Signing.Scheme(scheme, () -> new Credential(null, "s"), new ManualTime()));

      transport.send(TransportHouse.get(url(first, "/")), call());
      transport.send(TransportHouse.get(url(second, "/")), call());

      assertThat(seen).containsExactly("api.test:" + first.port());
      assertThat(second.requests().getFirst()).doesNotContain("x-signed");
    }
  }

  @ParameterizedTest
  @CsvSource({"host, v", "content-length, 1", "x y, v", "x-ok, 'a\u0007b'"})
  void aSchemeSetsNoHeaderThatSteersTheRequest(String name, String value) throws IOException {
    SigningScheme scheme =
        (request, credential) -> SigningScheme.Signature.ofHeaders(Map.of(name, value));
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      Signing signing =
          new Signing.Scheme(scheme, () -> new Credential(null, "s"), new ManualTime());

      Failure failure = failure(house.bind(url(server, "/"), signing), url(server, "/"), call());

      assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
      assertThat(failure.applied()).isEqualTo(Applied.NO);
      assertThat(server.connections()).isZero();
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
    TokenGrant grant =
        new ClientGrant(
            URI.create(endpoint), new OauthClient("me", "s3cret", AuthForm.Dialect.USUAL), null);
    return new Signing.Token(
        new AccessTokens(
            () -> "s3cret",
            secret -> grant,
            new TokenEndpoint(house.bind(egress), time, text -> text),
            TokenStore.inMemory()));
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
