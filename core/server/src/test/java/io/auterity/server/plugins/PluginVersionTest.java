package io.auterity.server.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.wiring.Server;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connector files that are installed by request: who may, what is told, and where they work. */
@Tag("postgresql")
class PluginVersionTest {

  private static final String PLUGINS = "/api/v1/plugins";
  private static final String GITEA = PLUGINS + "/gitea";
  private static final String TOKEN = "a-token-of-octo";

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client admin = server.newTenant();
  private final Client installer = server.installer(admin);
  private ForgeDouble forge;

  @BeforeEach
  void listen() throws IOException {
    forge = new ForgeDouble(TOKEN);
  }

  @AfterEach
  void restore() {
    forge.close();
    installer.delete(GITEA + "?force=true");
  }

  private static String file(String version) {
    try {
      return Files.readString(Repository.root().resolve("plugins/vendors/gitea.yaml"))
          .replace("version: 1.0.0", "version: " + version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply install(Client client, String query, String text) {
    return client.post(PLUGINS + query, "application/yaml", text);
  }

  private void installed(String version) {
    Reply reply = install(installer, "", file(version));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  @Test
  void onlyWhoeverTheOperatorLetsInstalls() {
    Reply refused = install(admin, "", file("1.0.0"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("control:plugin.install");
    Reply passedOn =
        admin.post("/api/v1/keys", "{\"name\": \"own\", \"allow\": [\"control:plugin.install\"]}");
    assertThat(passedOn.status()).as(passedOn.toString()).isEqualTo(403);
    assertThat(admin.delete(GITEA).status()).isEqualTo(403);
    assertThat(admin.post(GITEA + "/rollback", "{\"version\": 1}").status()).isEqualTo(403);
    Reply other =
        server
            .operator()
            .post(
                "/api/v1/tenants/keys",
                "{\"tenant\": \"t\", \"name\": \"k\", \"allow\": [\"control:key.write\"]}");
    assertThat(other.status()).isEqualTo(400);
  }

  @Test
  void aDryRunChecksAndTellsWhatWouldChangeAndInstallsNothing() {
    String other = file("1.0.0").replace("plugin: gitea", "plugin: tried");

    Reply checked = install(installer, "?dryRun=true", other);

    assertThat(checked.status()).as(checked.toString()).isEqualTo(200);
    assertThat(checked.body()).contains("gitea-issues.issue.create").contains("\"${url}\"");
    assertThat(checked.json().get("version")).isIn(null, Json.NULL);
    assertThat(installer.get(PLUGINS + "/tried/versions").status()).isEqualTo(404);
  }

  private static Reply tried(Client client, String text, String operation, String more) {
    return client.post(
        PLUGINS + "/try",
        "{\"text\": %s, \"operation\": \"%s\", \"config\": {\"url\": \"https://forge.example\"}%s}"
            .formatted(Json.of(text), operation, more));
  }

  @Test
  void anOperationOfATextIsTriedAndNothingLeaves() {
    String get = "issue.get";
    String issue = ", \"input\": {\"issue\": \"octo/hello#7\"}";

    String text = file("1.0.0").replace("plugin: gitea", "plugin: rehearsed");

    Reply asked = tried(installer, text, get, issue);
    Reply answered =
        tried(installer, text, get, issue + ", \"replies\": [{\"status\": 404, \"body\": \"{}\"}]");

    assertThat(asked.status()).as(asked.toString()).isEqualTo(200);
    assertThat(asked.body())
        .contains("https://forge.example/api/v1/repos/octo/hello/issues/7")
        .contains("<credential>")
        .contains("\"waits\":true");
    assertThat(answered.body()).contains("\"waits\":false").contains("\"code\":\"not_found\"");
    assertThat(installer.get(PLUGINS + "/rehearsed/versions").status()).isEqualTo(404);
    assertThat(forge.asked()).isEmpty();
  }

  @Test
  void aTrialOfWhatIsWrongIsRefusedAsTheFileOrTheInput() {
    assertThat(tried(admin, file("1.0.0"), "issue.get", "").status()).isEqualTo(403);
    assertThat(tried(installer, "plugin: tried", "issue.get", "").body()).contains("\"line\":");
    assertThat(tried(installer, file("1.0.0"), "issue.gte", "").body()).contains("issue.get");
    assertThat(tried(installer, file("1.0.0"), "issue.get", ", \"input\": {\"issue\": 7}").status())
        .isEqualTo(400);
    assertThat(tried(installer, file("1.0.0"), "issue.get", ", \"config\": 7").status())
        .isEqualTo(400);
    assertThat(
            installer
                .post(
                    PLUGINS + "/try",
                    "{\"text\": %s, \"operation\": \"issue.get\", \"input\": {\"issue\": \"o/h#7\"}, \"config\": {\"url\": \"no address\"}}"
                        .formatted(Json.of(file("1.0.0"))))
                .status())
        .isEqualTo(400);
  }

  @Test
  void allThatIsWrongIsToldWithLinePathAndRemedy() {
    String wrong =
        file("1.0.0").replace("${it.title}", "${it.titel").replace("format: 1", "format: 2");

    Reply refused = install(installer, "", wrong);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("invalid");
    Reply broken = install(installer, "", file("1.0.0").replace("${it.title}", "${it.titel"));
    assertThat(broken.text("problems.0.path")).contains("records.issue.title");
    assertThat(Integer.parseInt(broken.text("problems.0.line"))).isGreaterThan(1);
    assertThat(broken.text("problems.0.fix")).isNotEmpty();
  }

  @Test
  void aVersionIsListedShownComparedAndRolledBack() {
    installed("1.0.0");
    installed("1.1.0");
    Reply stale = install(installer, "?follows=1", file("1.2.0"));
    assertThat(stale.status()).as(stale.toString()).isEqualTo(409);

    Reply versions = admin.get(GITEA + "/versions");
    String latest = versions.text("items.0.version");
    String before = versions.text("items.1.version");
    assertThat(versions.text("items.0.stated")).isEqualTo("1.1.0");
    assertThat(versions.text("items.0.inForce")).isEqualTo("true");
    assertThat(versions.text("items.0.by")).isEqualTo("installer");
    assertThat(server.newTenant().get(GITEA + "/versions").body()).doesNotContain("installer");
    assertThat(admin.get(GITEA + "/versions/" + before).text("text")).isEqualTo(file("1.0.0"));
    assertThat(admin.get(GITEA + "/versions/999").status()).isEqualTo(404);
    Reply diff = admin.get(GITEA + "/diff?from=%s&to=%s".formatted(before, latest));
    assertThat(diff.text("text")).contains("-version: 1.0.0\n+version: 1.1.0");

    Reply back = installer.post(GITEA + "/rollback", "{\"version\": %s}".formatted(before));

    assertThat(back.status()).as(back.toString()).isEqualTo(200);
    assertThat(admin.get(PLUGINS).body())
        .contains("\"id\":\"gitea\",\"version\":\"1.0.0\",\"state\":\"started\"")
        .contains("\"installed\":" + before);
  }

  @Test
  void whatServesProvidersIsRemovedOnlyByForce() {
    installed("1.0.0");
    provider(admin, "forge");
    Client other = server.newTenant();
    provider(other, "secret-name");

    Reply refused = installer.delete(GITEA);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("detail"))
        .containsPattern("serves the providers forge and \\d+ of other tenants")
        .doesNotContain("secret-name");
    assertThat(installer.delete(GITEA + "?force=true").status()).isEqualTo(200);
    assertThat(admin.get("/api/v1/providers/forge").text("state")).isEqualTo("error");
  }

  @Test
  void noCallFailsWhileAVersionTakesThePlaceOfAnother() throws Exception {
    installed("1.0.0");
    provider(admin, "forge");
    soon(() -> "connected".equals(admin.get("/api/v1/providers/forge").json().text("state")));
    AtomicBoolean over = new AtomicBoolean();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> calls =
          threads.submit(
              () -> {
                int made = 0;
                for (; !over.get(); made++) {
                  Reply reply = issues(admin);
                  assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
                }
                return made;
              });
      for (int i = 1; i <= 5; i++) {
        installed("1.%d.0".formatted(i));
      }
      over.set(true);
      assertThat(calls.get()).isPositive();
    }
    assertThat(admin.get("/api/v1/providers/forge").text("pluginVersion")).isEqualTo("1.5.0");
  }

  @Test
  void otherServersOnTheDatabaseFollowAndOneThatEndsChangesNothing() {
    installed("1.0.0");
    provider(admin, "forge");
    try (Server second = server.beside()) {
      Client there = new Client(second.console().toString());
      soon(() -> version(there.bearer(admin.key())).equals("1.0.0"));

      installed("1.1.0");
      soon(() -> version(there.bearer(admin.key())).equals("1.1.0"));
      Reply byTheOther = install(there.bearer(installer.key()), "", file("1.2.0"));
      assertThat(byTheOther.status()).as(byTheOther.toString()).isEqualTo(200);
      soon(() -> version(admin).equals("1.2.0"));
    }
    installed("1.3.0");
    assertThat(version(admin)).isEqualTo("1.3.0");
    assertThat(issues(admin).status()).isEqualTo(200);
  }

  private static String version(Client client) {
    return String.valueOf(client.get("/api/v1/providers/forge").json().text("pluginVersion"));
  }

  private void provider(Client client, String id) {
    client
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/forge", BodyPublishers.ofString(TOKEN));
    client.apply(
        """
        kind: provider
        id: %s
        spec:
          connector: gitea-issues
          unverified: true
          config: {url: "%s"}
          auth: {bearer: {secret: forge}}
        """
            .formatted(id, forge.url()));
  }

  private static Reply issues(Client client) {
    return client.post("/api/v1/call/tracker.issue.list", "{\"project\": \"octo/hello\"}");
  }

  private static void soon(BooleanSupplier heard) {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!heard.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("nanoseconds too late").isNegative();
      LockSupport.parkNanos(5_000_000);
    }
  }
}
