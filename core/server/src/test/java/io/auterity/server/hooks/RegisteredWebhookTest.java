package io.auterity.server.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Webhooks that are made at a server of Gitea's ways too. */
@Tag("postgresql")
class RegisteredWebhookTest {

  private static final String WEBHOOKS = "/api/v1/webhooks";
  private static final String NEW =
      "{\"provider\": \"forge\", \"register\": {\"repository\": \"octo/hello\", \"events\":"
          + " [\"push\"]}}";
  private static final String SECRET_ANEW = "{\"what\": \"secret\"}";
  private static final String TOKEN_ANEW = "{\"what\": \"token\"}";
  private static final Pattern SECRET = Pattern.compile("\"secret\":\"([^\"]+)\"");
  private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");

  @RegisterExtension
  static final RunningServer server =
      RunningServer.approving(RunningServer.vendorFile("gitea"), "127.0.0.1:* for *");

  private static final List<String> asked = new CopyOnWriteArrayList<>();
  private static final AtomicInteger made = new AtomicInteger();
  private static HttpServer vendor;
  private static final Map<String, String> hooks = new ConcurrentHashMap<>();
  private static volatile int status = 200;
  private static volatile boolean silent;
  private static volatile boolean unlisted;
  private static volatile CountDownLatch gate = new CountDownLatch(0);
  private static volatile Runnable beforeMade = () -> {};

  private final Client admin = server.newTenant();

  @BeforeAll
  static void open() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext("/api/v1/user", exchange -> reply(exchange, 200, "{\"login\": \"ada\"}"));
    vendor.createContext("/api/v1/repos/octo/hello/hooks", RegisteredWebhookTest::hooks);
    vendor.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    vendor.start();
  }

  @AfterAll
  static void close() {
    vendor.stop(0);
  }

  @BeforeEach
  void apply() {
    asked.clear();
    hooks.clear();
    status = 200;
    silent = false;
    unlisted = false;
    gate = new CountDownLatch(0);
    beforeMade = () -> {};
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/t", BodyPublishers.ofString("of-the-vendor"));
    admin.apply(provider("forge"));
    // A machine that is slow may look at it behind the one who applies it.
    for (int i = 0; i < 200 && !isConnected(); i++) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(isConnected()).isTrue();
  }

  private static String provider(String id) {
    return """
    kind: provider
    id: %s
    spec: {connector: gitea, unverified: true, auth: {bearer: {secret: t}},
      config: {url: "http://127.0.0.1:%d"}}
    """
        .formatted(id, port(vendor));
  }

  private static String elsewhere(String id) {
    return provider(id).replaceFirst("127.0.0.1:[0-9]+", "127.0.0.1:9");
  }

  private boolean isConnected() {
    return "connected".equals(admin.get("/api/v1/providers/forge").text("state"));
  }

  @Test
  void aWebhookIsMadeAtItsVendorWithASecretThatNobodyElseSees() {
    Reply issued = admin.post(WEBHOOKS, NEW);

    assertThat(issued.status()).as(issued.toString()).isEqualTo(201);
    assertThat(issued.body()).doesNotContain("secret");
    assertThat(asked).as("it is made once").hasSize(1);
    assertThat(sent(URL)).endsWith(issued.text("path"));
    assertThat(delivered(issued.text("path"), sent(SECRET))).isEqualTo(202);
    assertThat(delivered(issued.text("path"), "another-secret")).isEqualTo(401);
    assertThat(shown(issued).body()).contains("\"repository\":\"octo/hello\"", "octo/hello/hooks/");
    assertThat(admin.get("/api/v1/secrets").body()).doesNotContain("webhook-");
    assertThat(admin.get("/api/v1/audit?limit=100").body())
        .as("it was never a secret of the vault")
        .doesNotContain(sent(SECRET), "secret/webhook-");
  }

  @Test
  void aProviderThatGoesToAnotherVendorTakesItsHookAwayFromTheFormer() {
    Reply issued = admin.post(WEBHOOKS, NEW);
    assertThat(hooks).hasSize(1);
    asked.clear();

    admin.apply(elsewhere("forge"));
    awaitNoHook();

    assertThat(asked).anyMatch(each -> each.startsWith("DELETE"));
    assertThat(shown(issued).body()).doesNotContain("atVendor").contains("hook_");
    assertThat(admin.get("/api/v1/audit?target=webhook/*").body())
        .contains("to be removed at its vendor");
    asked.clear();
    assertThat(admin.delete(WEBHOOKS + "/" + issued.text("id")).status()).isEqualTo(204);
    assertThat(asked).as("the next vendor has no hook of ours").isEmpty();
  }

  @Test
  void aHookThatIsMadeWhileItsProviderMovesIsNotRemovedAtTheNextVendor() throws IOException {
    List<String> atTheNext = new CopyOnWriteArrayList<>();
    HttpServer next =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    next.createContext(
        "/",
        exchange -> {
          atTheNext.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          reply(exchange, 200, "{\"login\": \"ada\"}");
        });
    next.start();
    try {
      String moved = provider("forge").replaceFirst("127.0.0.1:[0-9]+", "127.0.0.1:" + port(next));
      beforeMade = () -> admin.apply(moved);

      assertThat(admin.post(WEBHOOKS, NEW).status()).isEqualTo(409);

      assertThat(atTheNext).isNotEmpty().noneMatch(each -> each.contains("hooks"));
    } finally {
      next.stop(0);
    }
  }

  private static int port(HttpServer of) {
    return of.getAddress().getPort();
  }

  private static void awaitNoHook() {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!hooks.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(hooks).isEmpty();
  }

  @Test
  void aProviderThatStaysWhereItIsKeepsItsHook() {
    Reply issued = admin.post(WEBHOOKS, NEW);

    admin.apply(provider("forge").replace("unverified: true", "unverified: true, slots: 2"));

    assertThat(hooks).hasSize(1);
    assertThat(shown(issued).body()).contains("\"repository\":\"octo/hello\"");
  }

  @Test
  void itsVendorIsGivenEachNewSecretAndAddress() {
    Reply issued = admin.post(WEBHOOKS, NEW);
    String first = asked.getLast();
    String path = WEBHOOKS + "/" + issued.text("id") + "/rotate";

    assertThat(admin.post(path, "{\"what\": \"secret\"}").status()).isEqualTo(200);
    assertThat(asked.get(1)).startsWith("POST").isNotEqualTo(first);
    assertThat(found(URL, asked.get(1))).endsWith(issued.text("path") + "?secret=2");
    assertThat(asked.get(2)).startsWith("DELETE");
    assertThat(delivered(issued.text("path"), found(SECRET, asked.get(1)))).isEqualTo(202);
    Reply moved = admin.post(path, "{\"what\": \"token\"}");

    assertThat(moved.status()).as(moved.toString()).isEqualTo(200);
    assertThat(asked.getLast()).startsWith("PATCH").doesNotContain("secret");
    assertThat(sent(URL)).endsWith(moved.text("path"));
    assertThat(delivered(issued.text("path"), found(SECRET, asked.get(1)))).isEqualTo(404);
    assertThat(delivered(moved.text("path"), found(SECRET, asked.get(1)))).isEqualTo(202);
    assertThat(shown(issued).body()).contains("\"left\":[]");
  }

  @Test
  void whatBothHooksTellWhileOneFollowsTheOtherCountsOnce() {
    Reply issued = admin.post(WEBHOOKS, NEW);
    String before = sent(SECRET);
    status = -1;
    admin.post(rotation(issued), SECRET_ANEW);
    assertThat(shown(issued).body()).contains("\"left\":[\"octo/hello/hooks/");
    String after = asked.stream().filter(a -> a.startsWith("POST")).toList().getLast();

    assertThat(delivered(issued.text("path"), before)).isEqualTo(202);
    assertThat(delivered(issued.text("path"), found(SECRET, after))).isEqualTo(202);

    assertThat(admin.get(WEBHOOKS + "/deliveries?webhook=" + issued.text("id")).body())
        .containsOnlyOnce("\"delivery\"")
        .contains("\"repeats\":1");
  }

  @Test
  void theSecretThatItsVendorKnowsIsGoodUntilItHasTakenTheNext() {
    Reply issued = admin.post(WEBHOOKS, NEW);
    String known = sent(SECRET);
    status = 403;
    String atOnce = "{\"what\": \"secret\", \"overlap\": \"0s\"}";

    assertThat(admin.post(rotation(issued), atOnce).status()).isEqualTo(403);
    assertThat(admin.post(rotation(issued), atOnce).status()).isEqualTo(403);
    assertThat(delivered(issued.text("path"), known)).isEqualTo(202);
    assertThat(admin.post(rotation(issued), TOKEN_ANEW).status())
        .as("one thing after the other")
        .isEqualTo(409);
    status = 200;
    Reply rotated = admin.post(rotation(issued), atOnce);

    assertThat(rotated.status()).as(rotated.toString()).isEqualTo(200);
    assertThat(hooks).hasSize(1);
    String taken = asked.stream().filter(a -> a.startsWith("POST")).toList().getLast();
    assertThat(delivered(issued.text("path"), known)).isEqualTo(401);
    assertThat(delivered(issued.text("path"), found(SECRET, taken))).isEqualTo(202);
  }

  @Test
  void theAddressThatItsVendorKnowsIsGoodUntilItHasTakenTheNext() {
    Reply issued = admin.post(WEBHOOKS, NEW);
    String secret = sent(SECRET);
    status = 403;

    assertThat(admin.post(rotation(issued), TOKEN_ANEW).status()).isEqualTo(403);
    assertThat(admin.post(rotation(issued), TOKEN_ANEW).status()).isEqualTo(403);
    assertThat(delivered(issued.text("path"), secret)).isEqualTo(202);
    status = 200;
    Reply rotated = admin.post(rotation(issued), TOKEN_ANEW);

    assertThat(rotated.status()).as(rotated.toString()).isEqualTo(200);
    assertThat(hooks.values()).singleElement().asString().endsWith(rotated.text("path"));
    assertThat(delivered(issued.text("path"), secret)).isEqualTo(404);
    assertThat(delivered(rotated.text("path"), secret)).isEqualTo(202);
  }

  @Test
  void aHookOfWhichItsVendorDidNotTellIsFoundAgain() {
    Reply issued = admin.post(WEBHOOKS, NEW);
    silent = true;

    assertThat(admin.post(rotation(issued), SECRET_ANEW).status()).isEqualTo(502);
    assertThat(hooks).hasSize(2);
    silent = false;

    assertThat(admin.post(rotation(issued), SECRET_ANEW).status()).isEqualTo(200);
    assertThat(hooks).hasSize(1);
    assertThat(shown(issued).body()).contains("\"left\":[]");
  }

  @Test
  void oneThatWasMadeThoughNobodyWasToldOfItIsRemoved() {
    silent = true;

    Reply refused = admin.post(WEBHOOKS, NEW);

    assertThat(refused.status()).as(refused.toString()).isEqualTo(502);
    assertThat(hooks).isEmpty();
    assertThat(admin.get(WEBHOOKS).body()).isEqualTo("{\"items\":[]}");
  }

  @Test
  void aWebhookStaysWhileNobodyKnowsWhatItsVendorHasOfIt() {
    silent = true;
    unlisted = true;

    Reply refused = admin.post(WEBHOOKS, NEW);

    assertThat(refused.text("detail")).contains("it is not known", "delete it here");
    assertThat(hooks).hasSize(1);
    String id = admin.get(WEBHOOKS).body().replaceFirst("(?s).*(hook_[a-z0-9]+).*", "$1");
    assertThat(admin.post(WEBHOOKS + "/" + id + "/rotate", TOKEN_ANEW).status()).isEqualTo(409);
    unlisted = false;
    assertThat(admin.delete(WEBHOOKS + "/" + id).status()).isEqualTo(204);
    assertThat(hooks).isEmpty();
  }

  @Test
  void aVendorThatHangsHoldsUpNoRemoval() {
    admin.post(WEBHOOKS, NEW);
    CountDownLatch open = new CountDownLatch(1);
    gate = open;

    try {
      assertThat(admin.delete("/api/v1/resources/provider/forge").status()).isEqualTo(204);
      assertThat(admin.get("/api/v1/resources/provider/forge").status()).isEqualTo(404);
      assertThat(hooks).hasSize(1);
    } finally {
      open.countDown();
    }

    awaitNoHooks();
  }

  private static void awaitNoHooks() {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!hooks.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(hooks).isEmpty();
  }

  @Test
  void nothingIsMadeWhereTheVendorRefuses() {
    status = 403;

    Reply refused = admin.post(WEBHOOKS, NEW);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("detail")).contains("was not made");
    assertThat(admin.get(WEBHOOKS).body()).isEqualTo("{\"items\":[]}");
  }

  @Test
  void whatItsVendorDoesNotRemoveStaysHereToo() {
    Reply issued = admin.post(WEBHOOKS, NEW);
    String path = WEBHOOKS + "/" + issued.text("id");
    status = 403;

    Reply refused = admin.delete(path);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("detail")).contains("its vendor still has it");
    assertThat(admin.get(path).status()).isEqualTo(200);
    status = 200;
    assertThat(admin.delete(path).status()).isEqualTo(204);
    assertThat(asked.getLast()).startsWith("DELETE");
  }

  @Test
  void whoInsistsForgetsItHereAlone() {
    Reply issued = admin.post(WEBHOOKS, NEW);
    assertThat(issued.status()).as(issued.toString()).isEqualTo(201);
    status = 500;
    String path = WEBHOOKS + "/" + issued.text("id");

    Reply refused = admin.delete(path);
    assertThat(refused.status()).as("its vendor broke over it").isEqualTo(502);
    Reply insisted = admin.delete(path + "?force=true");

    assertThat(insisted.status()).as(insisted.toString()).isEqualTo(204);
  }

  @Test
  void whatCouldNotBeRemovedIsToldAndRemovedWithTheNextChange() {
    Reply issued = admin.post(WEBHOOKS, NEW);
    String path = WEBHOOKS + "/" + issued.text("id") + "/rotate";
    status = -1;
    admin.post(path, "{\"what\": \"secret\"}");
    assertThat(shown(issued).body()).contains("\"left\":[\"octo/hello/hooks/");
    status = 200;

    admin.post(path, "{\"what\": \"secret\"}");

    assertThat(shown(issued).body()).contains("\"left\":[]");
  }

  @Test
  void itGoesWithItsProvider() {
    admin.post(WEBHOOKS, NEW);

    assertThat(admin.delete("/api/v1/resources/provider/forge").status()).isEqualTo(204);

    awaitNoHooks();
    assertThat(asked.getLast()).startsWith("DELETE /api/v1/repos/octo/hello/hooks/");
    assertThat(admin.get("/api/v1/audit?limit=100").body())
        .contains("to be removed at its vendor", "of octo/hello");
  }

  @Test
  void itGoesThoughItsProviderIsThereAnewByThen() {
    admin.post(WEBHOOKS, NEW);

    assertThat(admin.delete("/api/v1/resources/provider/forge").status()).isEqualTo(204);
    admin.apply(provider("forge"));

    awaitNoHooks();
  }

  private static String rotation(Reply issued) {
    return WEBHOOKS + "/" + issued.text("id") + "/rotate";
  }

  private Reply shown(Reply issued) {
    return admin.get(WEBHOOKS + "/" + issued.text("id"));
  }

  private static int delivered(String path, String secret) {
    return delivered(path, secret, VendorOfWebhooks.issue(7));
  }

  private static int delivered(String path, String secret, String body) {
    return server
        .anonymous()
        .with("Content-Type", "application/json")
        .with("X-Gitea-Event", "issues")
        .with("X-Gitea-Delivery", "d-" + made.incrementAndGet())
        .with("X-Gitea-Signature", VendorOfWebhooks.hmac(secret, body))
        .send("POST", path, BodyPublishers.ofString(body))
        .status();
  }

  private static String sent(Pattern what) {
    return found(what, asked.getLast());
  }

  private static String found(Pattern what, String request) {
    Matcher found = what.matcher(request);
    assertThat(found.find()).as(request).isTrue();
    return found.group(1);
  }

  /** Below 0: it makes hooks and removes none. */
  private static void hooks(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    String id = path.substring(path.lastIndexOf('/') + 1);
    if (!method.equals("GET")) {
      asked.add("%s %s %s".formatted(method, exchange.getRequestURI(), body));
    }
    int answer = status < 0 ? (method.equals("DELETE") ? 403 : 200) : status;
    if (answer != 200) {
      reply(exchange, answer, "{\"message\": \"no\"}");
      return;
    }
    switch (method) {
      case "POST" -> make(exchange, found(URL, body));
      case "PATCH" -> {
        hooks.put(id, found(URL, body));
        reply(exchange, 200, hook(id));
      }
      case "GET" -> list(exchange, id);
      default -> remove(exchange, id);
    }
  }

  private static void make(HttpExchange exchange, String url) throws IOException {
    beforeMade.run();
    String id = String.valueOf(made.incrementAndGet());
    hooks.put(id, url);
    reply(exchange, silent ? 500 : 201, silent ? "{}" : hook(id));
  }

  private static void list(HttpExchange exchange, String id) throws IOException {
    if (!id.equals("hooks")) {
      reply(exchange, 200, hook(id));
    } else if (unlisted) {
      reply(exchange, 403, "{\"message\": \"no\"}");
    } else {
      List<String> all = hooks.keySet().stream().map(RegisteredWebhookTest::hook).toList();
      reply(exchange, 200, all.toString());
    }
  }

  private static void remove(HttpExchange exchange, String id) throws IOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    hooks.remove(id);
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static String hook(String id) {
    return "{\"id\": %s, \"config\": {\"url\": \"%s\"}, \"events\": [\"push\"], \"active\": true}"
        .formatted(id, hooks.get(id));
  }

  private static void reply(HttpExchange exchange, int code, String body) throws IOException {
    exchange.getResponseHeaders().add("content-type", "application/json");
    exchange.sendResponseHeaders(code, body.length());
    exchange.getResponseBody().write(body.getBytes(UTF_8));
    exchange.close();
  }
}
