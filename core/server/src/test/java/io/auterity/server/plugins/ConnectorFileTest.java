package io.auterity.server.plugins;

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
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The product's own connector files in a server: installed, called and changed. */
@Tag("postgresql")
class ConnectorFileTest {

  private static final String TOKEN = "a-token-of-octo";
  private static final String NEW_ISSUE = "/api/v1/call/tracker.issue.create";
  private static final String ISSUES = "/api/v1/call/tracker.issue.list";

  @RegisterExtension
  static final RunningServer server = RunningServer.start(ConnectorFileTest::install);

  private static final Path FILE =
      RunningServer.places(server.data()).plugins().resolve("gitea.yaml");

  private final Client client = server.newTenant();
  private ForgeDouble forge;

  private static void install(Path plugins) {
    Path vendors = Repository.root().resolve("plugins/vendors");
    try (Stream<Path> files = Files.list(vendors)) {
      for (Path file : files.toList()) {
        Files.copy(file, plugins.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void listen() throws IOException {
    forge = new ForgeDouble(TOKEN);
    secret(TOKEN);
  }

  @AfterEach
  void restore() throws IOException {
    forge.close();
    Files.copy(
        Repository.root().resolve("plugins/vendors/gitea.yaml"),
        FILE,
        StandardCopyOption.REPLACE_EXISTING);
    reload();
  }

  @Test
  void theFilesAreListedAsPluginsAndLackNothing() {
    for (String id : List.of("gitea", "jira", "linear")) {
      Json.Obj plugin = items(client.get("/api/v1/plugins"), id).getFirst();
      assertThat(plugin.text("state")).isEqualTo("started");
      assertThat(plugin.get("problem")).isNull();
    }
  }

  @Test
  void aProviderMustTakeWhatNobodyHasVerified() {
    Reply refused = client.post("/api/v1/apply", "application/yaml", ofForgejo(""));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .contains("connector 'forgejo-issues' is unverified (grade V0)")
        .contains("say unverified: true");

    client.apply(ofForgejo("unverified: true"));

    Reply forgeNow = client.get("/api/v1/providers/forge");
    assertThat(forgeNow.text("grade")).isEqualTo("V0");
    assertThat(forgeNow.text("state")).as(forgeNow.toString()).isEqualTo("connected");
    assertThat(client.get("/api/v1/resources/provider/forge").body())
        .contains("\"unverified\":true");
  }

  /** The same of a connector that nothing was proven of. */
  private String ofForgejo(String more) {
    return provider(more).replace("gitea-issues", "forgejo-issues");
  }

  @Test
  void whatWasProvenOfEachOperationIsTold() {
    Reply matrix = client.get("/api/v1/capabilities/matrix?kind=git");

    assertThat(matrix.body())
        .containsPattern(
            "\"grade\":\"V[01]\",\"result\":\"(proven|failed|stale)\",\"witness\":\"Gitea");
    assertThat(items(client.get("/api/v1/plugins"), "jira").getFirst().toString())
        .contains("{\"connector\":\"jira\",\"operations\":{\"V0\":1,\"V3\":4,\"V4\":31}");
  }

  @Test
  void vendorsAreComparedByFeaturesThatTheirManifestsHave() {
    Json.Obj gitlab = connector("git", "gitlab");

    assertThat(gitlab.text("category")).isEqualTo("devops");
    assertThat(gitlab.get("address")).hasToString("{\"host\":\"gitlab.com\",\"open\":true}");
    assertThat(String.valueOf(gitlab.get("features")))
        .contains(
            "{\"feature\":\"packages\",\"support\":\"full\",\"has\":2,\"limited\":0,\"of\":2,"
                + "\"operations\":[\"*.package.list\",\"*.package.delete\"]}")
        .contains("{\"feature\":\"pages\",\"support\":\"partial\",\"has\":2,\"limited\":0,\"of\":3")
        .contains("{\"feature\":\"boards\",\"support\":\"none\",\"has\":0")
        .containsPattern("\"feature\":\"issues\",\"support\":\"[a-z]+\",\"has\":4");
    assertThat(connector("ci", "gitlab-ci").text("priority")).isEqualTo("medium");
    assertThat(connector("knowledge", "bookstack").get("address")).hasToString("{\"open\":true}");
  }

  private Json.Obj connector(String kind, String id) {
    Reply matrix = client.get("/api/v1/capabilities/matrix?kind=" + kind);
    return ((Json.Arr) matrix.at("connectors"))
        .items().stream()
            .map(Json.Obj.class::cast)
            .filter(row -> id.equals(row.text("id")))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void issuesAreCreatedAndListedInPages() {
    client.apply(provider("unverified: true"));
    for (int i = 1; i <= 5; i++) {
      Reply made = create("Issue %d".formatted(i));
      assertThat(made.status()).as(made.toString()).isEqualTo(200);
      assertThat(made.text("ref.id")).isEqualTo("octo/hello#%d".formatted(i));
      assertThat(made.text("ref.provider")).isEqualTo("forge");
    }

    Reply first = list("");
    Reply second = list(", \"cursor\": \"%s\"".formatted(first.text("next")));
    Reply last = list(", \"cursor\": \"%s\"".formatted(second.text("next")));

    assertThat(titles(first)).containsExactly("Issue 5", "Issue 4");
    assertThat(titles(second)).containsExactly("Issue 3", "Issue 2");
    assertThat(titles(last)).containsExactly("Issue 1");
    assertThat(last.json().get("next")).isIn(null, Json.NULL);
  }

  @Test
  void refusalsTellWhoseTheyAre() {
    client.apply(provider("unverified: true"));

    Reply blank = create(" ");
    assertThat(blank.status()).as(blank.toString()).isEqualTo(400);
    assertThat(blank.text("code")).isEqualTo("invalid");
    Reply elsewhere =
        client.post(NEW_ISSUE, "{\"project\": \"octo/other\", \"title\": \"Not here\"}");
    assertThat(elsewhere.text("code")).isEqualTo("not_found");
    assertThat(elsewhere.text("detail")).contains("couldn't be found");
    assertThat(forge.asked()).noneMatch(line -> line.startsWith("POST /api/v1/repos/octo/hello/"));
    Reply locked = create(ForgeDouble.LOCKED);
    assertThat(locked.status()).as(locked.toString()).isEqualTo(403);
    assertThat(locked.text("code")).isEqualTo("forbidden");
    assertThat(locked.text("origin")).isEqualTo("vendor");
    assertThat(locked.text("detail")).contains("is archived");
  }

  @Test
  void aTokenThatTheVendorDoesNotKnowIsToldOfTheProvider() {
    secret("another-token");
    client.apply(provider("unverified: true"));

    Reply forgeNow = client.get("/api/v1/providers/forge");

    assertThat(forgeNow.text("state")).as(forgeNow.toString()).isEqualTo("error");
    assertThat(forgeNow.text("reason")).contains("invalid username, password or token");
    assertThat(forgeNow.body()).doesNotContain("another-token");
  }

  @Test
  void anotherVersionTakesTheCallsAndOneThatIsRefusedChangesNothing() throws IOException {
    client.apply(provider("unverified: true"));
    String text = Files.readString(FILE);
    write(text.replace("version: 1.0.0", "version: 1.1.0"));
    assertThat(items(reload(), "gitea").getFirst().text("result")).isEqualTo("swapped");

    write(text.replace("version: 1.0.0", "version: 1.2.0").replace("${it.title}", "${it.titel"));
    Json.Obj refused = items(reload(), "gitea").getFirst();

    assertThat(refused.text("result")).isEqualTo("failed");
    assertThat(refused.text("problem"))
        .startsWith("gitea.yaml is no connector: line ")
        .contains("records.issue.title");
    assertThat(items(client.get("/api/v1/plugins"), "gitea"))
        .extracting(each -> each.text("state"))
        .containsExactly("started", "failed");
    assertThat(create("Still there").status()).isEqualTo(200);
    assertThat(client.get("/api/v1/providers/forge").text("pluginVersion")).isEqualTo("1.1.0");
  }

  private String provider(String more) {
    return """
    kind: provider
    id: forge
    spec:
      connector: gitea-issues
      config: {url: "%s"}
      auth: {bearer: {secret: forge}}
      %s
    """
        .formatted(forge.url(), more);
  }

  private void secret(String value) {
    Reply reply =
        client
            .with("Content-Type", "text/plain")
            .send("PUT", "/api/v1/secrets/forge", BodyPublishers.ofString(value));
    assertThat(reply.status()).as(reply.toString()).isLessThan(300);
  }

  private Reply create(String title) {
    return client.post(
        NEW_ISSUE, "{\"project\": \"octo/hello\", \"title\": \"%s\"}".formatted(title));
  }

  private Reply list(String more) {
    return client.post(ISSUES, "{\"project\": \"octo/hello\", \"limit\": 2%s}".formatted(more));
  }

  private static void write(String text) throws IOException {
    Files.writeString(FILE, text);
  }

  private static Reply reload() {
    return server.operator().post("/api/v1/plugins/reload", "");
  }

  private static List<String> titles(Reply page) {
    return objects(page).map(issue -> Objects.requireNonNull(issue.text("title"))).toList();
  }

  private static List<Json.Obj> items(Reply reply, String id) {
    return objects(reply).filter(item -> id.equals(item.text("id"))).toList();
  }

  private static Stream<Json.Obj> objects(Reply reply) {
    return ((Json.Arr) reply.at("items")).items().stream().map(Json.Obj.class::cast);
  }
}
