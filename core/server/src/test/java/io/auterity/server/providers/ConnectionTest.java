package io.auterity.server.providers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.digest.Sha256;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A provider is connected to a server of GitLab's ways. */
@Tag("postgresql")
class ConnectionTest {

  private static final String CANARY = "canary4711";
  private static final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
  private static final Semaphore revoked = new Semaphore(0);

  @RegisterExtension
  static final RunningServer server =
      RunningServer.approving(RunningServer.vendorFile("gitlab"), "127.0.0.1:* for *");

  private static HttpServer vendor;
  private static volatile String challenge = "";

  private final Client admin = server.newTenant();

  @BeforeAll
  static void open() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext("/oauth/token", ConnectionTest::token);
    vendor.createContext(
        "/oauth/revoke",
        exchange -> {
          asked.add(form(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          revoked.release();
          reply(exchange, 200, "{}");
        });
    vendor.createContext("/api/v4/user", ConnectionTest::user);
    vendor.start();
  }

  @AfterAll
  static void close() {
    vendor.stop(0);
  }

  @BeforeEach
  void apply() {
    asked.clear();
    revoked.drainPermits();
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/client", BodyPublishers.ofString("client-" + CANARY));
    apply(url());
  }

  private void apply(String url) {
    apply("gitlab-ci", url, "clientId: me");
  }

  private void apply(String connector, String url, String client) {
    admin.apply(
        """
        kind: provider
        id: forge
        spec: {connector: %s, unverified: true, config: {url: "%s"},
          auth: {oauth2: {%s, secret: client}}}
        """
            .formatted(connector, url, client));
  }

  @Test
  void aPersonConnectsAProvider() {
    String forge = "/api/v1/providers/forge";
    assertThat(admin.awaiting(forge, "reason", "connect").text("reason"))
        .contains("is not connected yet");

    Map<String, String> authorize = begun(admin);
    assertThat(authorize)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "me")
        .containsEntry("scope", "api")
        .containsEntry("code_challenge_method", "S256");
    assertThat(authorize.get("redirect_uri")).endsWith("/connect/callback");
    Reply finished = finished(admin, state(authorize), "good-code");

    assertThat(finished.status()).as(finished.toString()).isEqualTo(200);
    assertThat(finished.text("provider")).isEqualTo("forge");
    assertThat(admin.get("/api/v1/providers/forge").text("state")).isEqualTo("connected");
    assertThat(asked.getFirst())
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("client_secret", "client-" + CANARY)
        .containsEntry("redirect_uri", authorize.get("redirect_uri"));
    assertThat(admin.get("/api/v1/audit?limit=100").body())
        .contains("provider/forge/connection", "asked for", "connected")
        .doesNotContain(CANARY);
    assertThat(admin.get("/api/v1/secrets").body()).doesNotContain("oauth");
    assertThat(stored()).isNotEmpty().allSatisfy(row -> assertThat(row).doesNotContain(CANARY));
  }

  @Test
  void anAnswerThatComesUnderAnotherHostConnectsNothing() {
    URI here = URI.create(admin.base());
    String other = here.getHost().equals("localhost") ? "127.0.0.1" : "localhost";
    Client elsewhere =
        new Client(admin.base().replace(here.getHost(), other), admin.headers(), admin.patience());
    String state = state(begun(admin));

    Reply refused = finished(elsewhere, state, "good-code");

    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.body()).contains("another host", admin.base());
    assertThat(asked).isEmpty();
    assertThat(finished(admin, state, "good-code").status()).as("it is good once").isEqualTo(400);
  }

  @Test
  void itIsToldHowAProviderIsConnected() {
    String path = "/api/v1/providers/forge/connection";
    assertThat(admin.get(path).body())
        .contains("\"auth\":\"oauth2\"", "\"state\":\"unconnected\"", "\"asked\":[\"api\"]");

    finished(admin, state(begun(admin)), "good-code");
    Reply connected = admin.get(path);

    assertThat(connected.body())
        .contains("\"state\":\"connected\"", "\"account\":\"ada\"", "\"renews\":true")
        .contains("\"granted\":[\"read_api\",\"openid\"]", "\"since\":", "\"expires\":")
        .doesNotContain(CANARY);
    apply("http://127.0.0.1:9");
    assertThat(admin.get(path).text("state")).isEqualTo("changed");
    apply(url());
    admin.delete(path);
    assertThat(admin.get(path).body()).contains("\"state\":\"unconnected\"").doesNotContain("ada");
    assertThat(server.newTenant().get(path).status()).isEqualTo(404);
  }

  @Test
  void itIsToldHowAnAttemptWent() {
    Reply begun = admin.post("/api/v1/providers/forge/connect", "{}");
    String attempt = "/api/v1/connections/" + begun.text("attempt");
    assertThat(admin.get(attempt).body()).contains("\"state\":\"waiting\"", "forge");

    Map<String, String> authorize = form(URI.create(begun.text("authorize")).getRawQuery());
    challenge = authorize.getOrDefault("code_challenge", "");
    finished(admin, state(authorize), "good-code");
    String second = admin.post("/api/v1/providers/forge/connect", "{}").text("attempt");
    String refused = attempt(admin.post("/api/v1/providers/forge/connect", "{}"), "access_denied");

    assertThat(admin.get(attempt).text("state")).isEqualTo("connected");
    assertThat(admin.get("/api/v1/connections/" + second).text("state"))
        .as("though the provider is connected")
        .isEqualTo("waiting");
    assertThat(admin.get("/api/v1/connections/" + refused).body())
        .contains("\"state\":\"refused\"", "access_denied");
    assertThat(server.newTenant().get(attempt).status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/connections/none").status()).isEqualTo(404);
  }

  private String attempt(Reply begun, String error) {
    String state = state(form(URI.create(begun.text("authorize")).getRawQuery()));
    admin.post(
        "/api/v1/connections", "{\"state\": \"%s\", \"error\": \"%s\"}".formatted(state, error));
    return begun.text("attempt");
  }

  @Test
  void whatWasFinishedIsNotFinishedAgain() {
    String state = state(begun(admin));
    assertThat(finished(admin, state, "good-code").status()).isEqualTo(200);

    Reply again = finished(admin, state, "good-code");

    assertThat(again.status()).isEqualTo(400);
    assertThat(again.text("detail")).contains("finished already", "begin again");
    assertThat(asked).hasSize(1);
  }

  @Test
  void anAnswerOfAnotherIssuerThanWasAskedIsRefused() {
    String answer = "{\"state\": \"%s\", \"code\": \"good-code\", \"iss\": \"%s\"}";

    Reply mixed =
        admin.post(
            "/api/v1/connections", answer.formatted(state(begun(admin)), "https://evil.test"));
    assertThat(mixed.status()).as(mixed.toString()).isEqualTo(403);
    assertThat(mixed.body()).contains("another one answered");
    assertThat(asked).as("it was shown no code").isEmpty();
    Reply own =
        admin.post("/api/v1/connections", answer.formatted(state(begun(admin)), url() + "/x"));

    assertThat(own.status()).as(own.toString()).isEqualTo(200);
  }

  @Test
  void aProviderThatMovedMeanwhileIsShownNoCode() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext("/oauth/token", ConnectionTest::token);
    other.start();
    try {
      String elsewhere = "http://127.0.0.1:" + other.getAddress().getPort();
      refusedAfter(() -> apply(elsewhere));
      refusedAfter(() -> apply("gitlab-ci", url(), "clientId: someone"));
      refusedAfter(() -> apply("gitlab-ci", url(), "clientId: me, scope: read_api"));
      refusedAfter(() -> apply("gitlab-issues", url(), "clientId: me"));
      refusedAfter(
          () -> {
            admin.delete("/api/v1/resources/provider/forge");
            apply(url());
          });
    } finally {
      other.stop(0);
    }
    String state = state(begun(admin));
    apply(elsewhereAndBack());

    assertThat(finished(admin, state, "good-code").status())
        .as("it is where it was")
        .isEqualTo(200);
  }

  private String elsewhereAndBack() {
    apply("http://127.0.0.1:9");
    return url();
  }

  private void refusedAfter(Runnable change) {
    apply(url());
    String state = state(begun(admin));
    change.run();

    Reply moved = finished(admin, state, "good-code");

    assertThat(moved.status()).as(moved.toString()).isEqualTo(409);
    assertThat(moved.text("detail")).contains("'forge' was changed", "begin again");
    assertThat(asked).as("nobody was shown the code").isEmpty();
    assertThat(admin.get("/api/v1/providers/forge/connection").body()).contains("unconnected");
  }

  @Test
  void nobodyElseFinishesIt() {
    String state = state(begun(admin));

    assertThat(finished(server.newTenant(), state, "good-code").status()).isEqualTo(400);
    String key =
        admin
            .post("/api/v1/keys", "{\"name\": \"colleague\", \"roles\": [\"admin\"]}")
            .text("secret");
    Reply colleague = finished(admin.bearer(key), state, "good-code");

    assertThat(colleague.status()).as(colleague.toString()).isEqualTo(403);
    assertThat(colleague.text("detail")).contains("another caller asked");
    Reply late = finished(admin, state, "good-code");
    assertThat(late.status()).as("whoever else had the state has used it up").isEqualTo(400);
    assertThat(asked).isEmpty();
  }

  @Test
  void aVendorThatSaysNoIsTold() {
    Reply denied =
        admin.post(
            "/api/v1/connections",
            "{\"state\": \"%s\", \"error\": \"access_denied\"}".formatted(state(begun(admin))));
    Reply wrong = finished(admin, state(begun(admin)), "bad-code");

    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.text("detail")).contains("access_denied");
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.body()).contains("invalid_grant").doesNotContain(CANARY);
    assertThat(admin.get("/api/v1/providers/forge").text("state")).isEqualTo("error");
  }

  @Test
  void whoEndsAConnectionGivesItsTokensBack() {
    finished(admin, state(begun(admin)), "good-code");

    Reply ended = admin.delete("/api/v1/providers/forge/connection");

    assertThat(ended.status()).as(ended.toString()).isEqualTo(200);
    assertThat(ended.body()).contains("\"revoked\":true");
    assertThat(asked.getLast()).containsEntry("token", "refresh-" + CANARY);
    assertThat(admin.get("/api/v1/providers/forge").text("state")).isEqualTo("error");
    assertThat(stored()).hasSize(1);
  }

  @Test
  void aProviderWithAnotherCredentialHasNothingToConnect() {
    admin.apply(
        "{kind: provider, id: plain, spec: {connector: gitlab-ci, unverified: true, config: {url: '%s'}, auth: {bearer: {secret: client}}}}"
            .formatted(url()));

    assertThat(admin.post("/api/v1/providers/plain/connect", "{}").body())
        .contains("has nothing to connect");
    assertThat(admin.get("/api/v1/providers/plain/connection").body())
        .contains("\"auth\":\"bearer\"", "\"secret\":\"client\"", "\"state\":\"own\"");
    assertThat(admin.post("/api/v1/providers/none/connect", "{}").status()).isEqualTo(404);
  }

  @Test
  void thePageThatVendorsSendPeopleToShowsNothingOfWhatItWasSent() {
    Reply page =
        server
            .anonymous()
            .get("/connect/callback?state=s&code=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
    Reply script = server.anonymous().get("/connect/finish.js");
    Reply style = server.anonymous().get("/connect/page.css");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("src=\"/connect/finish.js\"").doesNotContain("alert");
    assertThat(page.header("content-security-policy"))
        .as("its script may load and ask this server")
        .contains("script-src 'self'", "connect-src 'self'", "form-action 'none'");
    assertThat(page.body()).contains("href=\"/connect/page.css\"");
    assertThat(style.header("content-type")).startsWith("text/css");
    assertThat(script.header("content-type")).startsWith("text/javascript");
    assertThat(script.body()).contains("\"/api/v1/connections\"", "x-auterity-console", "iss:");
  }

  @Test
  void thePageLooksAsTheConsole() throws IOException {
    String console =
        declarations(Files.readString(Repository.root().resolve("studio/src/design/tokens.css")));
    String page = server.anonymous().get("/connect/page.css").body();
    String own = page.substring(page.indexOf(":root {\n"), page.indexOf("@media"));

    assertThat(own.lines().map(String::strip).filter(line -> line.startsWith("--")))
        .hasSizeGreaterThan(40)
        .allSatisfy(line -> assertThat(console).contains(declarations(line)));
  }

  private static String declarations(String css) {
    return css.replaceAll("\\s+", " ").replaceAll(": ", ":");
  }

  @Test
  void aPersonFinishesInTheirBrowser() {
    Client console = browser();
    String state = state(begun(console));

    Reply form =
        console.post(
            "/api/v1/connections",
            "application/x-www-form-urlencoded",
            "state=%s&code=good-code".formatted(state));
    assertThat(form.status()).as("only the page's script finishes").isNotEqualTo(200);
    Reply finished =
        console.post(
            "/api/v1/connections",
            "{\"state\": \"%s\", \"code\": \"good-code\", \"error\": null}".formatted(state));

    assertThat(finished.status()).as(finished.toString()).isEqualTo(200);
    assertThat(admin.get("/api/v1/providers/forge").text("state")).isEqualTo("connected");
  }

  @Test
  void tokensDoNotFollowAProviderToAnotherHost() throws IOException {
    finished(admin, state(begun(admin)), "good-code");
    List<String> shown = new CopyOnWriteArrayList<>();
    HttpServer evil =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    evil.createContext(
        "/",
        exchange -> {
          shown.add(exchange.getRequestHeaders().getOrDefault("authorization", List.of()) + "");
          reply(exchange, 200, "{}");
        });
    evil.start();
    try {
      apply("http://127.0.0.1:" + evil.getAddress().getPort());

      assertThat(admin.get("/api/v1/providers/forge").body())
          .contains("connect the provider again");
      assertThat(shown).noneMatch(each -> each.contains(CANARY));
    } finally {
      evil.stop(0);
    }
  }

  @Test
  void tokensAreForgottenThoughTheClientsSecretIsGone() {
    finished(admin, state(begun(admin)), "good-code");
    admin.delete("/api/v1/secrets/client");

    Reply ended = admin.delete("/api/v1/providers/forge/connection");

    assertThat(ended.status()).as(ended.toString()).isEqualTo(200);
    assertThat(ended.body()).contains("\"revoked\":false");
    assertThat(stored()).isEmpty();
  }

  @Test
  void tokensGoWithTheirProvider() throws InterruptedException {
    finished(admin, state(begun(admin)), "good-code");
    assertThat(stored()).hasSize(2);

    Reply deleted = admin.delete("/api/v1/resources/provider/forge");

    assertThat(deleted.status()).as(deleted.toString()).isLessThan(300);
    assertThat(revoked.tryAcquire(10, TimeUnit.SECONDS)).as("given back").isTrue();
    assertThat(asked.getLast()).containsEntry("token", "refresh-" + CANARY);
    // The vendor's answer is on its way.
    for (int i = 0; i < 1_000 && stored().size() > 1; i++) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(stored()).hasSize(1);
  }

  private Client browser() {
    Reply signedIn =
        server.anonymous().post("/api/v1/session", "{\"key\": \"%s\"}".formatted(admin.key()));
    Client console =
        server.anonymous().with("Cookie", signedIn.header("set-cookie").split(";", 2)[0]);
    return console.with("X-Auterity-Console", "1").with("Origin", console.base());
  }

  private static Map<String, String> begun(Client client) {
    Reply begun = client.post("/api/v1/providers/forge/connect", "{}");
    assertThat(begun.status()).as(begun.toString()).isEqualTo(200);
    URI authorize = URI.create(begun.text("authorize"));
    assertThat(authorize.getPath()).isEqualTo("/oauth/authorize");
    Map<String, String> query = form(authorize.getRawQuery());
    challenge = query.getOrDefault("code_challenge", "");
    return query;
  }

  private static String state(Map<String, String> authorize) {
    return authorize.getOrDefault("state", "");
  }

  private static Reply finished(Client client, String state, String code) {
    return client.post(
        "/api/v1/connections", "{\"state\": \"%s\", \"code\": \"%s\"}".formatted(state, code));
  }

  private static void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    asked.add(form);
    String proof =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Sha256.of(form.getOrDefault("code_verifier", "")));
    if (form.getOrDefault("code", "").equals("good-code") && proof.equals(challenge)) {
      reply(
          exchange,
          200,
          ("{\"access_token\": \"access-%1$s\", \"refresh_token\": \"refresh-%1$s\","
                  + " \"expires_in\": 7200, \"scope\": \"read_api openid\","
                  + " \"id_token\": \"e30.%2$s.c2ln\"}")
              .formatted(CANARY, claims()));
    } else {
      reply(
          exchange,
          400,
          "{\"error\": \"invalid_grant\", \"error_description\": \"client-%s is wrong\"}"
              .formatted(CANARY));
    }
  }

  private static String claims() {
    byte[] body = "{\"sub\": \"7\", \"preferred_username\": \"ada\"}".getBytes(UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(body);
  }

  private static void user(HttpExchange exchange) throws IOException {
    boolean known =
        ("Bearer access-" + CANARY).equals(exchange.getRequestHeaders().getFirst("authorization"));
    reply(exchange, known ? 200 : 401, "{\"username\": \"ada\"}");
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().add("content-type", "application/json");
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(UTF_8));
    exchange.close();
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    for (String field : text.split("&", -1)) {
      String[] parts = field.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], UTF_8),
          parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }

  /** All secrets of the tenant as they lie in the database, without how attempts went. */
  private List<String> stored() {
    return server
        .database()
        .database()
        .inTenant(
            server.tenantOf(admin),
            tx ->
                tx.query(
                        "select secret::text from secret where not starts_with(name, 'connected/')")
                    .mapTo(String.class)
                    .list());
  }

  private static String url() {
    return "http://127.0.0.1:" + vendor.getAddress().getPort();
  }
}
