package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A registry that sends for tokens, on the wire. */
class ChallengeTest {

  private static final String ME = Signing.Basic.encoded("me", "s3cret");

  private static TransportHouse house;

  private final ManualTime time = new ManualTime();
  private final List<String> hidden = new CopyOnWriteArrayList<>();
  private final SocketServer tokens = new SocketServer(this::token);
  private final SocketServer registry = new SocketServer(this::registry);
  private volatile String wanted = "repository:a/b:pull";
  private volatile boolean taken = true;

  @BeforeAll
  static void open() {
    house = TransportHouse.local();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @AfterEach
  void end() throws IOException {
    tokens.close();
    registry.close();
  }

  private void token(SocketServer.Connection asked) throws IOException {
    asked.reply(
        200, "", "{\"token\": \"t-%d\", \"expires_in\": 60}".formatted(tokens.requests().size()));
  }

  private void registry(SocketServer.Connection asked) throws IOException {
    if (taken && asked.request().contains("authorization: Bearer t-")) {
      asked.reply(200, "", "here it is");
    } else {
      asked.reply(
          401,
          "WWW-Authenticate: Bearer realm=\"%s\",service=\"registry.test\",scope=\"%s\"\r\n"
              .formatted(url(tokens, "/token?x=1"), wanted),
          "");
    }
  }

  @Test
  void whatARegistryAsksForIsBroughtAtOnceAndKnownFromThenOn() {
    Transport transport = bound("me");

    assertThat(transport.send(get("/v2/a/b/manifests/1"), call()).status()).isEqualTo(200);
    assertThat(transport.send(get("/v2/a/b/tags/list"), call()).status()).isEqualTo(200);

    assertThat(tokens.requests()).hasSize(1);
    assertThat(tokens.requests().getFirst())
        .startsWith(
            "GET /token?x=1&service=registry.test&scope=repository%3Aa%2Fb%3Apull&account=me ")
        .contains("authorization: Basic " + ME);
    assertThat(registry.requests()).hasSize(3);
    assertThat(registry.requests().getFirst()).doesNotContain("authorization");
    assertThat(registry.requests()).noneMatch(request -> request.contains("s3cret"));
    assertThat(hidden).contains("t-1");
  }

  @Test
  void eachRepositoryAndUseHasATokenOfItsOwn() {
    Transport transport = bound("me");
    transport.send(get("/v2/a/b/manifests/1"), call());

    wanted = "repository:c:pull repository:d:pull";
    transport.send(get("/v2/c/manifests/1"), call());
    wanted = "repository:a/b:delete";
    transport.send(request("DELETE", "/v2/a/b/manifests/1"), call());

    assertThat(tokens.requests()).hasSize(3);
    assertThat(tokens.requests().get(1))
        .contains("scope=repository%3Ac%3Apull&scope=repository%3Ad%3Apull");
    assertThat(registry.requests().getLast()).contains("authorization: Bearer t-3");
  }

  @Test
  void aTokenThatHasGrownOldIsReplacedBeforeItIsRefused() {
    Transport transport = bound("me");
    transport.send(get("/v2/a/b/manifests/1"), call());

    time.advance(Duration.ofSeconds(55));
    transport.send(get("/v2/a/b/manifests/1"), call());

    assertThat(registry.requests()).hasSize(3);
    assertThat(registry.requests().getLast()).contains("Bearer t-2");
  }

  @Test
  void whoMayNotReadIsToldWithoutALoop() {
    taken = false;
    Transport transport = bound("me");

    assertThat(transport.send(get("/v2/a/b/manifests/1"), call()).status()).isEqualTo(401);
    assertThat(transport.send(get("/v2/a/b/manifests/1"), call()).status()).isEqualTo(401);

    assertThat(tokens.requests()).hasSize(1);
    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void whatAnybodyMayReadNeedsNoCredential() {
    bound(null).send(get("/v2/a/b/manifests/1"), call());

    assertThat(tokens.requests().getFirst()).doesNotContain("authorization", "account=");
  }

  @Test
  void theCredentialGoesToNoPlaceThatOnlyAnAnswerNames() throws IOException {
    try (SocketServer evil = new SocketServer(c -> c.reply(200, "", "{\"token\": \"t\"}"));
        SocketServer lured =
            new SocketServer(
                c ->
                    c.reply(
                        401,
                        "WWW-Authenticate: Bearer realm=\"%s\"\r\n".formatted(url(evil, "/token")),
                        ""))) {
      Transport transport = bound("me", lured);

      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> transport.send(WireRequest.get(URI.create(url(lured, "/v2/"))), call()))
          .satisfies(
              e -> {
                assertThat(e.failure().code()).isEqualTo(FailureCode.UNAUTHENTICATED);
                assertThat(e.failure().message()).contains("credential goes to");
              });
      assertThat(evil.requests()).isEmpty();
    }
  }

  @Test
  void whereTheCredentialItselfIsAskedForItIsSent() throws IOException {
    try (SocketServer plain =
        new SocketServer(
            c -> {
              boolean known = c.request().contains("authorization: Basic " + ME);
              c.reply(known ? 200 : 401, "WWW-Authenticate: Basic realm=\"x\"\r\n", "");
            })) {
      Transport transport = bound("me", plain);
      WireRequest request = WireRequest.get(URI.create(url(plain, "/v2/")));

      assertThat(transport.send(request, call()).status()).isEqualTo(200);
      assertThat(transport.send(request, call()).status()).isEqualTo(200);

      assertThat(plain.requests()).hasSize(3);
      assertThat(hidden).contains(ME);
    }
  }

  @Test
  void whoWantedTheCredentialItselfOnceMayWantATokenLater() throws IOException {
    AtomicBoolean away = new AtomicBoolean(true);
    try (SocketServer changing =
        new SocketServer(
            c -> {
              if (!away.get()) {
                registry(c);
              } else {
                c.reply(401, "WWW-Authenticate: Basic realm=\"maintenance\"\r\n", "");
              }
            })) {
      Transport transport = bound("me", changing);
      WireRequest request = WireRequest.get(URI.create(url(changing, "/v2/a/b/manifests/1")));
      assertThat(transport.send(request, call()).status()).isEqualTo(401);
      away.set(false);

      assertThat(transport.send(request, call()).status()).isEqualTo(200);
      assertThat(transport.send(request, call()).status()).isEqualTo(200);

      assertThat(changing.requests().getLast()).contains("authorization: Bearer t-1");
    }
  }

  @Test
  void thoseWhoNeedTheSameTokenAtOnceAskForItOnce() throws Exception {
    Transport transport = bound("me");
    transport.send(get("/v2/a/b/manifests/1"), call());
    time.advance(Duration.ofSeconds(55));

    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each :
          many.invokeAll(
              Collections.nCopies(
                  20, () -> transport.send(get("/v2/a/b/manifests/1"), call()).status()))) {
        assertThat(each.get()).isEqualTo(200);
      }
    }

    assertThat(tokens.requests()).hasSize(2);
  }

  @Test
  void aStreamIsOpenedAgainToo() {
    try (WireStream stream = bound("me").open(get("/v2/a/b/blobs/sha256:1"), call())) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.drain(100).body()).asString().isEqualTo("here it is");
    }
  }

  @Test
  void challengesAreReadAsTheyAreWritten() {
    assertThat(
            BearerChallenge.in(
                List.of(
                    "Basic realm=\"a, Bearer\"", "bearer Realm=\"https://t.test/x\", SCOPE=pull")))
        .contains(new BearerChallenge(URI.create("https://t.test/x"), null, List.of("pull")));
    assertThat(
            BearerChallenge.in(
                List.of("Bearer realm=\"https://t.test\",service=\"a \\\"b\\\"\",scope=\"x  y\"")))
        .contains(new BearerChallenge(URI.create("https://t.test"), "a \"b\"", List.of("x", "y")));
    for (String none :
        List.of("", "Bearer", "Bearer realm=", "Bearer realm=\"::\"", "Digest a=b")) {
      assertThat(BearerChallenge.in(List.of(none))).as(none).isEmpty();
    }
  }

  private Transport bound(@Nullable String user) {
    return bound(user, registry);
  }

  private Transport bound(@Nullable String user, SocketServer server) {
    Destination place = Destination.of(URI.create(url(tokens, "/"))).orElseThrow();
    TokenEndpoint endpoint =
        new TokenEndpoint(
            house.bind(url(tokens, "/")),
            time,
            text -> {
              hidden.add(text);
              return text;
            });
    ChallengeTokens challenges = new ChallengeTokens(user, () -> "s3cret", endpoint, Set.of(place));
    return house.bind(url(server, "/"), new Signing.Challenge(challenges));
  }

  private WireRequest get(String path) {
    return request("GET", path);
  }

  private WireRequest request(String method, String path) {
    return new WireRequest(method, URI.create(url(registry, path)), Map.of(), new byte[0]);
  }

  private static String url(SocketServer server, String path) {
    return "http://api.test:%d%s".formatted(server.port(), path);
  }

  private static TestCall call() {
    return TestCall.lasting(Duration.ofSeconds(20));
  }
}
