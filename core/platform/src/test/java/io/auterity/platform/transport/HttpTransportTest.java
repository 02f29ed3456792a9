package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.rate.Pacing;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest.RateHeaders;
import io.auterity.spi.PluginManifest.RatePool;
import io.auterity.spi.PluginManifest.ResetUnit;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpTransportTest {

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
  void sendsARequestAndTakesTheWholeReply() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(201, "X-Id: 7\r\n", "created"))) {
      String url = url(server, "/v1/things?x=a%20b");

      WireResponse reply =
          signed(url, new Signing.Bearer(() -> "s3cret"))
              .send(TransportHouse.post(url, "{}"), call());

      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.header("x-id")).contains("7");
      assertThat(text(reply)).isEqualTo("created");
      assertThat(server.requests().getFirst())
          .startsWith("POST /v1/things?x=a%20b HTTP/1.1\r\n")
          .contains("\r\nhost: api.test:%d\r\n".formatted(server.port()))
          .contains("\r\nauthorization: Bearer s3cret\r\n")
          .contains("\r\ncontent-type: application/json\r\n")
          .endsWith("\r\n\r\n{}");
    }
  }

  @Test
  void signsByHeaderOrUser() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server, "/");

      signed(url, new Signing.Named("X-Api-Key", () -> "k")).send(get(url), call());
      signed(url, new Signing.Basic("user", () -> "pass")).send(get(url), call());

      assertThat(server.requests().get(0)).contains("\r\nx-api-key: k\r\n");
      assertThat(server.requests().get(1)).contains("\r\nauthorization: Basic dXNlcjpwYXNz\r\n");
    }
  }

  @Test
  void usesAConnectionAgain() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", "ok"))) {
      String url = url(server, "/");
      Transport transport = house.bind(url);

      for (int i = 0; i < 5; i++) {
        assertThat(text(transport.send(get(url), call()))).isEqualTo("ok");
      }

      assertThat(server.connections()).isLessThan(5);
    }
  }

  @Test
  void sharesNoConnectionAmongProviders() throws IOException {
    Map<Integer, Set<String>> asked = new ConcurrentHashMap<>();
    try (SocketServer server =
        new SocketServer(
            c -> {
              asked
                  .computeIfAbsent(c.socket().getPort(), port -> ConcurrentHashMap.newKeySet())
                  .add(c.request().lines().findFirst().orElseThrow());
              c.reply(200, "", "ok");
            })) {
      List<String> urls = List.of(url(server, "/a"), url(server, "/b"), url(server, "/c"));
      List<Transport> providers = urls.stream().map(house::bind).toList();

      for (int i = 0; i < 12; i++) {
        providers.get(i % 3).send(get(urls.get(i % 3)), call());
      }

      assertThat(server.requests()).hasSize(12);
      assertThat(asked)
          .hasSizeBetween(3, 11)
          .allSatisfy((port, paths) -> assertThat(paths).hasSize(1));
    }
  }

  @Test
  void takesAnyStatusForAReplyAndFollowsNoRedirect() throws IOException {
    try (SocketServer server =
        new SocketServer(c -> c.reply(302, "location: http://elsewhere.test/\r\n", ""))) {
      String url = url(server, "/");

      assertThat(house.bind(url).send(get(url), call()).status()).isEqualTo(302);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void carriesTheTraceOfTheCall() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server, "/");
      String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

      house.bind(url).send(get(url), TestCall.traced(trace));

      assertThat(server.requests().getFirst()).contains("\r\ntraceparent: " + trace + "\r\n");
    }
  }

  @Test
  void measuresRequestsByConnectorAndOutcome() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(418, "", ""))) {
      String url = url(server, "/");

      house.bind(url).send(get(url), call());

      assertThat(
              house
                  .meters()
                  .get("auterity.transport.requests")
                  .tags("connector", "vendor", "outcome", "418")
                  .timer()
                  .count())
          .isEqualTo(1);
    }
  }

  @Test
  void didNotReachAServerThatIsNotThere() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String url = "http://api.test:%d/".formatted(free);

    Failure failure = failure(url, call());

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.applied()).isEqualTo(Applied.NO);
    assertThat(failure.message()).startsWith("cannot connect to api.test:" + free);
  }

  @Test
  void doesNotKnowWhatABrokenConnectionDidAndAsksOnce() throws IOException {
    try (SocketServer server = new SocketServer(SocketServer.Connection::reset)) {
      Failure failure = failure(url(server, "/"), call());

      assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
      assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void failsWhenAReplyBreaksOff() throws IOException {
    try (SocketServer server =
        new SocketServer(
            c -> {
              c.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf");
              c.reset();
            })) {
      Failure failure = failure(url(server, "/"), call());

      assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
      assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    }
  }

  @Test
  void closesTheConnectionAtTheDeadline() throws Exception {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    try (SocketServer server = new SocketServer(c -> closed.complete(c.closedByClient()))) {
      Failure failure = failure(url(server, "/"), TestCall.lasting(Duration.ofMillis(300)));

      assertThat(failure.code()).isEqualTo(FailureCode.TIMEOUT);
      assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
      assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closesTheConnectionWhenTheCallerGoes() throws Exception {
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    try (SocketServer server =
        new SocketServer(
            c -> {
              asked.complete(true);
              closed.complete(c.closedByClient());
            })) {
      TestCall call = TestCall.lasting(Duration.ofSeconds(60));
      CompletableFuture<Failure> failed =
          CompletableFuture.supplyAsync(
              () -> failure(url(server, "/"), call), Thread::startVirtualThread);
      asked.get(10, TimeUnit.SECONDS);

      call.cancel();

      assertThat(failed.get(10, TimeUnit.SECONDS).code()).isEqualTo(FailureCode.CANCELLED);
      assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void sendsNothingForACallThatIsOver() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      Failure failure = failure(url(server, "/"), TestCall.lasting(Duration.ZERO));

      assertThat(failure.code()).isEqualTo(FailureCode.TIMEOUT);
      assertThat(failure.applied()).isEqualTo(Applied.NO);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void refusesAReplyThatIsTooLarge() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", "x".repeat(100_001)))) {
      assertThat(failure(url(server, "/"), call()).code()).isEqualTo(FailureCode.TOO_LARGE);
    }
  }

  @Test
  void waitsForAConnectionWhenAllAreInUse() throws Exception {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", "ok"))) {
      String url = url(server, "/");
      Transport transport = house.bind(url);

      List<CompletableFuture<Integer>> all =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> transport.send(get(url), call()).status(),
                          Thread::startVirtualThread))
              .toList();

      assertThat(all).extracting(CompletableFuture::join).containsOnly(200);
      assertThat(server.connections()).isBetween(1, 2);
    }
  }

  @Test
  void refusesAPlaceThatTheConnectorDoesNotName() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      Transport transport = house.bind(url(server, "/"));

      for (String other :
          List.of(
              "http://api.test:1/",
              "https://api.test:%d/".formatted(server.port()),
              "http://other.test:%d/".formatted(server.port()),
              "http://user@api.test:%d/".formatted(server.port()),
              "file:///etc/passwd")) {
        assertThat(failure(transport, other).code()).isEqualTo(FailureCode.FORBIDDEN);
      }
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void refusesAPrivateAddressUnlessAnOperatorApprovedTheHost() {
    try (TransportHouse strict =
        new TransportHouse(
            Set.of("other.test:* for *", "api.test:81 for " + new UUID(0, 1)),
            Map.of("api.test", "127.0.0.1", "rebound.test", "169.254.169.254"))) {
      for (String url :
          List.of("http://api.test:80/", "http://rebound.test/", "http://api.test:8080/")) {
        Failure failure = failure(strict.bind(url), url);

        assertThat(failure.code()).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(failure.message()).contains("egress.allow");
      }
      assertThat(failure(strict.bind("http://api.test:81/"), "http://api.test:81/").code())
          .isEqualTo(FailureCode.UNAVAILABLE);
    }
  }

  @Test
  void whatWasApprovedForOneTenantIsShutToOthers() throws IOException {
    UUID acme = new UUID(0, 7);
    Signing secret = new Signing.Bearer(() -> "s");
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""));
        TransportHouse strict =
            new TransportHouse(
                Set.of("api.test:%d for %s".formatted(server.port(), acme)),
                Map.of("api.test", "127.0.0.1"))) {
      String url = url(server, "/");

      assertThat(strict.bind(acme, url, secret).send(get(url), call()).status()).isEqualTo(200);
      UUID other = new UUID(0, 8);
      Failure near = failure(strict.bind(other, url, new Signing.Unsigned()), url);
      Failure unencrypted = failure(strict.bind(other, url, secret), url);

      assertThat(near.code()).isEqualTo(FailureCode.FORBIDDEN);
      assertThat(near.message())
          .isEqualTo(
              "api.test:%1$d is in a private network: an operator may approve it as 'api.test:%1$d for TENANT' in egress.allow of auterity.yaml"
                  .formatted(server.port()));
      assertThat(unencrypted.message()).contains("would send its credential");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aProviderThatNamesSecretsInItsConfigurationSendsNothingUnencryptedEither() {
    try (TransportHouse strict =
        new TransportHouse(
            Set.of("near.test:1 for *"),
            Map.of("far.test", "192.0.2.1", "near.test", "127.0.0.1"))) {
      Failure refused = failure(strict.bindWithSecrets("http://far.test:1/"), "http://far.test:1/");

      assertThat(refused.code()).isEqualTo(FailureCode.FORBIDDEN);
      assertThat(refused.message())
          .contains(
              "would send secrets of its configuration to http://far.test:1 unencrypted: use"
                  + " https");
      assertThat(
              failure(strict.bindWithSecrets("http://near.test:1/"), "http://near.test:1/").code())
          .isEqualTo(FailureCode.UNAVAILABLE);
    }
  }

  @Test
  void sendsACredentialUnencryptedOnlyWhereAnOperatorApprovedTheHost() {
    try (TransportHouse strict =
        new TransportHouse(
            Set.of("near.test:1 for *"),
            Map.of("far.test", "192.0.2.1", "near.test", "127.0.0.1"))) {
      Signing secret = new Signing.Bearer(() -> "s");
      Failure refused = failure(strict.bind("http://far.test:1/", secret), "http://far.test:1/");

      assertThat(refused.code()).isEqualTo(FailureCode.FORBIDDEN);
      assertThat(refused.message()).contains("http://far.test:1 unencrypted: use https");
      assertThat(failure(strict.bind("http://near.test:1/", secret), "http://near.test:1/").code())
          .isEqualTo(FailureCode.UNAVAILABLE);
    }
  }

  @Test
  void saysWhenAHostIsUnknown() {
    Failure failure = failure("http://nowhere.test/", call());

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.applied()).isEqualTo(Applied.NO);
    assertThat(failure.message()).isEqualTo("no address is known for the host nowhere.test");
  }

  @Test
  void saysWhenTheCredentialCannotBeRead() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server, "/");
      Signing signing =
          new Signing.Bearer(
              () -> {
                throw new CallFailedException(FailureCode.NOT_FOUND, "no secret is named 'k'");
              });

      Failure failure = failure(signed(url, signing), url);

      assertThat(failure.code()).isEqualTo(FailureCode.UNAUTHENTICATED);
      assertThat(failure.message()).contains("no secret is named 'k'");
    }
  }

  @Test
  void keepsTheCodeOfAStoreThatCannotGiveTheCredentialNow() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server, "/");
      Failure away = Failure.of(FailureCode.UNAVAILABLE, "the database cannot serve this now");
      Signing signing =
          new Signing.Bearer(
              () -> {
                throw new CallFailedException(away);
              });

      assertThat(failure(signed(url, signing), url)).isEqualTo(away);
    }
  }

  @Test
  void letsAConnectorSetNoHeaderOfTheTransport() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server, "/");
      WireRequest request =
          new WireRequest("GET", URI.create(url), Map.of("Host", List.of("x")), new byte[0]);

      assertThat(failure(house.bind(url), request, call()).message())
          .contains("must not set the header 'host'");
    }
  }

  @Test
  void heedsRetryAfter() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(429, "retry-after: 60\r\n", ""))) {
      String url = url(server, "/");
      assertThat(house.bind(url).send(get(url), call()).status()).isEqualTo(429);

      Failure failure = failure(url, call());

      assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
      assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void whatGoesWithoutTheCredentialRestsByItself() throws IOException {
    try (SocketServer server =
        new SocketServer(
            c -> {
              boolean hook = c.request().startsWith("GET /hook");
              c.reply(hook ? 429 : 200, hook ? "retry-after: 60\r\n" : "", "");
            })) {
      String api = url(server, "/api");
      String hook = url(server, "/hook");
      Transport transport = signed(api, new Signing.Bearer(() -> "s3cret"));
      assertThat(transport.send(get(hook).withoutCredential(), call()).status()).isEqualTo(429);

      assertThat(transport.send(get(api), call()).status()).isEqualTo(200);
      assertThat(failure(transport, get(hook).withoutCredential(), call()).code())
          .isEqualTo(FailureCode.RATE_LIMITED);
    }
  }

  @Test
  void whatAConnectorUnderstandsOfItRestsByItselfToo() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server, "/");
      Transport transport = signed(url, new Signing.Bearer(() -> "s3cret"));
      TestCall call = TestCall.lasting(Duration.ofSeconds(20));
      transport.send(get(url).withoutCredential(), call);

      ((BackoffTransport) transport).rest(Duration.ofSeconds(60), call.sent());

      assertThat(transport.send(get(url), call()).status()).isEqualTo(200);
      assertThat(failure(transport, get(url).withoutCredential(), call()).code())
          .isEqualTo(FailureCode.RATE_LIMITED);
    }
  }

  @Test
  void heedsWhatOnlyTheConnectorUnderstands() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", "{\"errors\": []}"))) {
      String url = url(server, "/");
      Transport transport = house.bind(url);
      TestCall call = TestCall.lasting(Duration.ofSeconds(20));
      BackoffTransport vendor = (BackoffTransport) transport;
      vendor.rest(Duration.ofSeconds(60), call.sent());
      transport.send(get(url), call);

      vendor.rest(Duration.ofSeconds(60), call.sent());

      assertThat(failure(url, call()).code()).isEqualTo(FailureCode.RATE_LIMITED);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aConnectorTellsOfTheRequestsOfItsOwnCallAlone() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", ""))) {
      String url = url(server, "/");
      Transport transport = house.bind(url);
      TestCall before = TestCall.lasting(Duration.ofSeconds(20));
      transport.send(get(url), before);
      house.reopen();

      ((BackoffTransport) transport).rest(Duration.ofSeconds(60), before.sent());
      ((BackoffTransport) transport)
          .rest(Duration.ofSeconds(60), TestCall.lasting(Duration.ofSeconds(20)).sent());

      assertThat(transport.send(get(url), call()).status()).isEqualTo(200);
    }
  }

  @Test
  void whatAVendorCountsApartShutsNothing() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(403, "x-pool: search\r\n", ""))) {
      String url = url(server, "/");
      Transport transport =
          house.bind(
              url,
              Pacing.usual(
                  null,
                  new RateHeaders(
                      "x-left", "x-again", ResetUnit.SECONDS, new RatePool("x-pool", "core"))));
      TestCall call = TestCall.lasting(Duration.ofSeconds(20));
      transport.send(get(url), call);

      ((BackoffTransport) transport).rest(Duration.ofSeconds(60), call.sent());

      assertThat(transport.send(get(url), call()).status()).isEqualTo(403);
    }
  }

  @Test
  void heedsNoVendorForLongerThanFiveMinutesNorWhenReopened() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(429, "retry-after: 86400\r\n", ""))) {
      String url = url(server, "/");
      house.bind(url).send(get(url), call());
      assertThat(failure(url, call()).retryAfter())
          .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));

      house.reopen();

      assertThat(house.bind(url).send(get(url), call()).status()).isEqualTo(429);
      assertThat(server.requests()).hasSize(2);
    }
  }

  private static String url(SocketServer server, String path) {
    return "http://api.test:%d%s".formatted(server.port(), path);
  }

  private static Transport signed(String url, Signing signing) {
    return house.bind(url, signing);
  }

  private static WireRequest get(String url) {
    return TransportHouse.get(url);
  }

  private static Call call() {
    return TestCall.lasting(Duration.ofSeconds(20));
  }

  private static String text(WireResponse reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static Failure failure(String url, Call call) {
    return failure(house.bind(url), get(url), call);
  }

  private static Failure failure(Transport transport, String url) {
    return failure(transport, get(url), call());
  }

  private static Failure failure(Transport transport, WireRequest request, Call call) {
    try {
      transport.send(request, call);
    } catch (CallFailedException e) {
      return e.failure();
    }
    throw new AssertionError("the request succeeded");
  }
}
