package io.auterity.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
      RunningServer.approving(ProviderProbeTest::gitea, "127.0.0.1:* for *");

  private static ProbedVendor vendor;

  private final Client admin = server.newTenant();

  private static void gitea(Path plugins) {
    try {
      Files.copy(
          Repository.root().resolve("plugins/vendors/gitea.yaml"), plugins.resolve("gitea.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
        .contains("provider/forge is tested")
        .doesNotContain(CANARY);
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
