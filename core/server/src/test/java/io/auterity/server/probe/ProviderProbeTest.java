package io.auterity.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class ProviderProbeTest {

  private static final String CANARY = "canary8152";
  private static final String PROBE = "/api/v1/providers/probe";

  @RegisterExtension
  static final RunningServer server =
      RunningServer.approving(RunningServer.vendorFile("gitea"), "127.0.0.1:* for *");

  private static ProbedVendor vendor;

  private final Client admin = server.newTenant();

  @BeforeAll
  static void open() throws IOException {
    vendor = new ProbedVendor(CANARY);
  }

  @AfterAll
  static void close() {
    vendor.close();
  }

  private static String draft(String url, String token) {
    return """
    {"id": "forge", "spec": {"connector": "gitea", "unverified": true,
      "config": {"url": "%s"}, "auth": {"bearer": {"secret": "forge-token"}}},
     "secrets": {"forge-token": "%s"}}
    """
        .formatted(url, token);
  }

  private static String ofStored(String url) {
    return draft(url, "-").replaceFirst("(?s),\\s*\"secrets\".*", "}");
  }

  private void store(String name, String value) {
    Reply stored =
        admin
            .with("Content-Type", "text/plain")
            .send("PUT", "/api/v1/secrets/" + name, BodyPublishers.ofString(value));
    assertThat(stored.status()).as(stored.toString()).isEqualTo(200);
  }

  private Client key(String... allow) {
    Reply made =
        admin.post(
            "/api/v1/keys",
            "{\"name\": \"some\", \"allow\": [\"%s\"]}".formatted(String.join("\", \"", allow)));
    return server.anonymous().bearer(made.text("secret"));
  }

  @Test
  void aDraftIsAskedPartByPartAndNothingOfItIsStored() {
    Reply told = admin.post(PROBE, draft(vendor.url(), CANARY));

    assertThat(told.status()).as(told.toString()).isEqualTo(200);
    assertThat(told.at("stopped")).isEqualTo(Json.NULL);
    assertThat(states(told, "reach")).containsExactly("ok");
    assertThat(states(told, "credential")).containsExactly("ok");
    assertThat(state(told, "repository.list")).isEqualTo("ok");
    assertThat(state(told, "repository.get")).as("of the one that was found").isEqualTo("ok");
    assertThat(state(told, "branch.list")).isEqualTo("missing");
    assertThat(state(told, "writes")).isEqualTo("unknown");
    assertThat(told.body()).contains("repository.create", "hmac-sha256").doesNotContain(CANARY);
    assertThat(vendor.asked())
        .contains("HEAD /", "GET /api/v1/user signed")
        .allMatch(request -> request.startsWith("GET ") || request.equals("HEAD /"));
    assertThat(admin.get("/api/v1/providers").body()).doesNotContain("forge");
    assertThat(admin.get("/api/v1/secrets").body()).doesNotContain("forge-token");
    assertThat(admin.get("/api/v1/audit?limit=100").body())
        .contains("provider/forge is tested", "\"givenSecrets\":\"forge-token\"")
        .doesNotContain(CANARY);
  }

  @Test
  void theLogTellsWhichStoredSecretsWentWhere() {
    store("forge-token", CANARY);

    assertThat(admin.post(PROBE, ofStored(vendor.url())).status()).isEqualTo(200);

    String place = vendor.url().replace("http://", "");
    assertThat(admin.get("/api/v1/audit?limit=100").body())
        .contains("\"storedSecrets\":\"forge-token\"", "\"connector\":\"gitea\"")
        .containsPattern("\"credentialTo\":\"[^\"]*" + Pattern.quote(place))
        .containsPattern("\"hosts\":\"[^\"]*" + Pattern.quote(place))
        .doesNotContain(CANARY);
  }

  @Test
  void whoeverMayNotUseASecretTestsNothingWithItThoughTheSpecIsInForce() {
    store("forge-token", CANARY);
    admin.apply(
        "{kind: provider, id: forge, spec: {connector: gitea, unverified: true, config: {url: '%s'}, auth: {bearer: {secret: forge-token}}}}"
            .formatted(vendor.url()));
    Client writer = key("control:resource.write");

    Reply refused = writer.post(PROBE, ofStored(vendor.url()));

    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.text("detail")).contains("names the secret 'forge-token'");
  }

  @Test
  void aReadThatTheCallerMayNotMakeIsNoRefusalOfTheVendor() {
    Client writer = key("control:resource.write", "control:secret.use.*");

    Json.Obj own = part(writer.post(PROBE, draft(vendor.url(), CANARY)), "repository.list");
    Json.Obj vendors = part(admin.post(PROBE, draft(vendor.url(), CANARY)), "branch.list");

    assertThat(own.text("state")).isEqualTo("missing");
    assertThat(own.text("origin")).isEqualTo("caller");
    assertThat(vendors.text("state")).isEqualTo("missing");
    assertThat(vendors.text("origin")).isEqualTo("vendor");
  }

  @Test
  void aSecretIsReadAsItWouldBeStored() {
    Reply pasted = admin.post(PROBE, draft(vendor.url(), CANARY + "\\n"));
    Reply empty = admin.post(PROBE, draft(vendor.url(), ""));
    Reply none = admin.post(PROBE, draft(vendor.url(), "").replace(": \"\"}", ": null}"));
    Reply unnamed =
        admin.post(PROBE, draft(vendor.url(), CANARY).replace("{\"forge-token\"", "{\"Forge\""));

    assertThat(states(pasted, "credential")).containsExactly("ok");
    assertThat(List.of(empty, none, unnamed))
        .allMatch(reply -> reply.status() == 400 && "invalid".equals(reply.text("code")));
  }

  @Test
  void whatAVendorSaysOfATriedTokenHoldsNotForTheStoredOne() {
    store("forge-token", CANARY);

    Reply tried = admin.post(PROBE, draft(vendor.url(), ProbedVendor.TIRED));
    Reply stored = admin.post(PROBE, ofStored(vendor.url()));

    assertThat(part(tried, "bearer").text("code")).isEqualTo("rate_limited");
    assertThat(states(stored, "credential")).containsExactly("ok");
  }

  @Test
  void eachReadIsACallWithADecision() {
    Reply told = admin.post(PROBE, draft(vendor.url(), CANARY));

    String decision = part(told, "repository.list").text("decision");

    Reply explained = admin.awaiting("/api/v1/decisions/" + decision);
    assertThat(explained.status()).isEqualTo(200);
    assertThat(explained.body()).contains("git.repository.list", "forge").doesNotContain(CANARY);
  }

  @Test
  void eachPartIsToldAsItEnds() {
    Reply told =
        admin
            .with("Accept", "text/event-stream")
            .with("Content-Type", "application/json")
            .send("POST", PROBE, BodyPublishers.ofString(draft(vendor.url(), CANARY)));

    assertThat(told.header("content-type")).startsWith("text/event-stream");
    assertThat(told.body())
        .startsWith("data: {\"part\":\"reach\"")
        .contains("\"part\":\"operations\"")
        .endsWith("event: done\ndata: {}\n\n");
  }

  @Test
  void aTestThatTakesLongIsOneAnswerBehindBlanks() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:%d".formatted(silent.getLocalPort());

      Reply told = admin.post(PROBE, draft(url, CANARY));

      assertThat(told.status()).isEqualTo(200);
      assertThat(told.header("content-type")).startsWith("application/json");
      assertThat(told.body()).startsWith(" ");
      assertThat(told.text("stopped")).isEqualTo("reach");
      assertThat(told.text("items.0.code")).isEqualTo("timeout");
    }
  }

  @Test
  void itStopsAtACredentialThatIsNotTakenAndDoesNotTellIt() {
    String wrong = "wrong-" + CANARY;

    Reply told = admin.post(PROBE, draft(vendor.url(), wrong));

    assertThat(told.text("stopped")).isEqualTo("credential");
    assertThat(states(told, "credential")).containsExactly("missing");
    assertThat(states(told, "operations")).isEmpty();
    assertThat(told.body()).contains("unauthenticated").doesNotContain(CANARY);
  }

  @Test
  void itStopsWhereNobodyAnswersOrItMayNotGo() {
    Reply nobody = admin.post(PROBE, draft("http://127.0.0.1:9", CANARY));
    Reply refused = admin.post(PROBE, draft("http://10.1.2.3", CANARY));

    assertThat(nobody.text("stopped")).isEqualTo("reach");
    assertThat(nobody.text("items.0.state")).isEqualTo("failed");
    assertThat(refused.text("stopped")).isEqualTo("reach");
    assertThat(refused.text("items.0.code")).isEqualTo("forbidden");
    assertThat(refused.text("items.0.origin")).isEqualTo("platform");
    assertThat(refused.text("items.0.told")).contains("10.1.2.3");
  }

  @Test
  void whatMayNotBeAppliedIsNotTested() {
    int before = vendor.asked().size();
    String draft = draft(vendor.url(), CANARY);

    assertThat(admin.keyWith("operator").post(PROBE, draft).status()).isEqualTo(403);
    assertThat(admin.post(PROBE, draft.replace("\"url\"", "\"address\"")).body())
        .contains("config")
        .doesNotContain(CANARY);
    assertThat(admin.post(PROBE, draft.replace("gitea", "gitee")).body()).contains("gitea");
    assertThat(vendor.asked()).hasSize(before);
  }

  @Test
  void aConnectorTellsWhatItNeeds() {
    Reply gitea = admin.get("/api/v1/connectors/gitea");

    assertThat(gitea.text("kind")).isEqualTo("git");
    assertThat(gitea.text("vendor")).isEqualTo("Gitea");
    assertThat(gitea.at("file")).isEqualTo(Json.of(true));
    assertThat(gitea.text("config.properties.url.format")).isEqualTo("uri");
    assertThat(gitea.text("auth.0.kind")).isEqualTo("bearer");
    assertThat(gitea.text("auth.0.help")).contains("token with the scopes");
    assertThat(gitea.text("auth.0.schema.properties.secret.type")).isEqualTo("string");
    assertThat(gitea.at("auth.2.agreed")).isEqualTo(Json.of(true));
    assertThat(gitea.text("events")).isEqualTo("hmac-sha256");
    assertThat(gitea.text("samples.repository")).isEqualTo("octo/hello");
    assertThat(gitea.body()).doesNotContain("$ref");
    assertThat(admin.get("/api/v1/connectors/gitee").text("detail")).contains("gitea");
  }

  @Test
  void aPluginTellsWhetherItIsAFile() {
    Reply plugins = admin.get("/api/v1/plugins");

    assertThat(items(plugins))
        .anyMatch(
            each -> "gitea".equals(each.text("id")) && Json.of(true).equals(each.get("file")));
  }

  private static String state(Reply told, String what) {
    return String.valueOf(part(told, what).text("state"));
  }

  private static Json.Obj part(Reply told, String what) {
    return items(told).stream()
        .filter(each -> what.equals(each.text("what")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + what + " in " + told));
  }

  private static List<String> states(Reply told, String part) {
    return items(told).stream()
        .filter(each -> part.equals(each.text("part")))
        .map(each -> String.valueOf(each.text("state")))
        .toList();
  }

  private static List<Json.Obj> items(Reply told) {
    return ((Json.Arr) told.at("items")).items().stream().map(each -> (Json.Obj) each).toList();
  }
}
