package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that tell how things are: runs, decisions, providers, tenants, the server. */
class StateCommandsTest {

  private static final String RUN =
      """
      {"id": "run_1", "workflow": "triage", "version": 2, "state": "failed", "createdAt": "2026-11-25T10:00:00Z",
       "progress": {"done": 3, "total": 4}, "reason": {"code": "not_found", "message": "no such issue"}}
      """;
  private static final String SESSION =
      """
      {"tenant": {"name": "acme"}, "principal": {"name": "admin"}, "gatewayPort": 8081, "server": {"version": "0.1.0"}}
      """;

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @AutoClose private AnsweringServer server;

  @BeforeEach
  void start() {
    server = new AnsweringServer(folder);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void runsAreListedWithWhyTheyFailed() {
    server.answer("/api/v1/runs", "{\"items\": [%s]}".formatted(RUN));

    assertThat(server.run("run", "list", "--state", "failed", "--workflow", "triage")).isZero();

    assertThat(server.query("/api/v1/runs")).isEqualTo("limit=20&workflow=triage&state=failed");
    assertThat(printed())
        .containsPattern("run_1 +triage +2 +failed +3 +4 +2026-11-25T10:00:00Z +no such issue");
  }

  @Test
  void aListWithoutItemsSaysSo() {
    server.answer("/api/v1/runs", "{\"items\": []}");

    assertThat(server.run("run", "list")).isZero();

    assertThat(printed()).isEqualTo("There is no such run.\n");
  }

  @Test
  void aRunIsWatchedToItsEnd() {
    String path = "/api/v1/runs/run_1";
    server.answer(path, RUN.replace("failed", "running"));
    server.later(path, RUN);
    server.answer(path + "/steps", "{\"items\": []}");

    assertThat(server.run("run", "watch", "run_1")).isEqualTo(CliException.FAILED);
  }

  @Test
  void aRunIsCancelled() {
    server.answer(
        "/api/v1/runs/run_1/cancel", 202, "{\"id\": \"run_1\", \"state\": \"cancelling\"}");

    assertThat(server.run("run", "cancel", "run_1")).isZero();

    assertThat(printed()).isEqualTo("run_1 cancelling\n");
  }

  @Test
  void decisionsAreListedAndShown() {
    server.answer(
        "/api/v1/decisions",
        """
        {"items": [{"id": "dec_1", "capability": "ai.chat.create", "outcome": "failed", "code": "rate_limited",
          "provider": "openai", "attempts": 2, "durationMs": 12.5, "cost": {"amount": "0.01"}, "beganAt": "2026-11-25T10:00:00Z"}]}
        """);
    server.answer("/api/v1/decisions/dec_1", "{\"id\": \"dec_1\", \"road\": []}");

    assertThat(server.run("decision", "list", "--provider", "openai", "--since", "1d")).isZero();
    assertThat(server.run("decision", "show", "dec_1")).isZero();

    assertThat(server.query("/api/v1/decisions")).isEqualTo("limit=20&since=1d&provider=openai");
    assertThat(printed())
        .containsPattern("dec_1 +ai.chat.create +failed +rate_limited +openai +2 +12.5 +0.01")
        .contains("\"road\"");
  }

  @Test
  void providersAreListedWithWhyOneDoesNotAnswer() {
    server.answer(
        "/api/v1/providers",
        """
        {"items": [{"id": "forge", "kind": "git", "connector": "gitea", "state": "error", "breaker": {"state": "open"},
          "grade": "V1", "reason": "refused"},
          {"id": "code", "kind": "git", "isDefault": true, "connector": "embedded-git", "state": "connected"}]}
        """);

    assertThat(server.run("provider", "list")).isZero();

    assertThat(printed())
        .containsPattern("forge +git +- +gitea +error +open +V1 +- +refused")
        .containsPattern("code +git +default +embedded-git +connected");
  }

  @Test
  void aProviderIsMadeTheDefaultOfItsKindAlone() {
    server.answer("/api/v1/providers/slack", "{\"kind\": \"messaging\"}");
    server.answer("/api/v1/providers/slack/default", "{}");

    assertThat(server.run("provider", "default", "git", "slack")).isEqualTo(CliException.BAD_INPUT);
    assertThat(server.query("/api/v1/providers/slack/default")).isEmpty();

    assertThat(server.run("provider", "default", "messaging", "slack")).isZero();
    assertThat(printed()).contains("slack is the default of messaging.");
  }

  @Test
  void whatRemovingAProviderMeansIsToldBeforehand() {
    server.answer("/api/v1/providers/chat/removal", "{\"notes\": [\"it is ambiguous\"]}");
    server.answer("/api/v1/resources/provider/chat", "{}");

    assertThat(server.run("resource", "delete", "provider", "chat", "--yes")).isZero();

    assertThat(printed()).isEqualTo("it is ambiguous\nprovider chat deleted\n");
  }

  @Test
  void whatAnApplicationMeansIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("slack.yaml"), "kind: provider");
    server.answer(
        "/api/v1/apply",
        """
        {"applied": [{"kind": "provider", "id": "slack", "version": 1, "changed": true,
          "notes": ["it is not the default"]}]}
        """);

    assertThat(server.run("apply", "-f", file.toString())).isZero();

    assertThat(printed()).isEqualTo("provider slack version 1\n  it is not the default\n");
  }

  @Test
  void aProviderIsTestedAsItIsApplied() {
    server.answer("/api/v1/resources/provider/forge", "{\"spec\": {\"connector\": \"gitea\"}}");
    server.answer(
        "/api/v1/providers/probe",
        "{\"items\": [{\"part\": \"credential\", \"state\": \"refused\", \"told\": \"401\"}],"
            + " \"stopped\": \"credential\"}");

    assertThat(server.run("provider", "test", "forge")).isEqualTo(CliException.FAILED);

    assertThat(server.received("/api/v1/providers/probe"))
        .isEqualTo("{\"id\":\"forge\",\"spec\":{\"connector\":\"gitea\"}}");
    assertThat(printed()).containsPattern("credential +- +refused +- +401");
  }

  @Test
  void theKeyOfANewTenantIsInAFileThatItsOwnerAloneReads() throws IOException {
    server.answer("/api/v1/tenants", 201, "{\"tenant\": {\"name\": \"acme\"}, \"key\": \"ak_1\"}");
    Path key = folder.resolve("acme.key");

    assertThat(server.run("tenant", "create", "acme", "--to", key.toString())).isZero();

    assertThat(key).hasContent("ak_1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(printed()).contains("--key-file " + key).doesNotContain("ak_1");
  }

  @Test
  void aTenantIsNotCreatedWhereItsKeyCannotBeKept() throws IOException {
    server.answer("/api/v1/tenants", 201, "{\"key\": \"ak_1\"}");
    Path key = Files.writeString(folder.resolve("taken.key"), "mine");

    assertThat(server.run("tenant", "create", "acme", "--to", key.toString()))
        .isEqualTo(CliException.BAD_INPUT);

    assertThat(server.received("/api/v1/tenants")).isEmpty();
    assertThat(key).hasContent("mine");
  }

  @Test
  void aRefusedTenantLeavesNoFile() {
    server.answer("/api/v1/tenants", 409, "{\"code\": \"conflict\", \"detail\": \"taken\"}");
    Path key = folder.resolve("acme.key");

    assertThat(server.run("tenant", "create", "acme", "--to", key.toString())).isNotZero();

    assertThat(key).doesNotExist();
  }

  @Test
  void tenantsAreListed() {
    server.answer("/api/v1/tenants", "{\"items\": [{\"name\": \"acme\", \"id\": \"ten_1\"}]}");

    assertThat(server.run("tenant", "list")).isZero();

    assertThat(printed()).containsPattern("acme +ten_1");
  }

  private void isWell() {
    server.answer("/api/v1/session", SESSION);
    server.answer("/health/ready", "{}");
    server.answer(
        "/api/v1/providers",
        "{\"items\": [{\"id\": \"a\", \"state\": \"connected\"}, {\"id\": \"b\", \"state\":"
            + " \"error\"}]}");
    server.answer("/api/v1/runs/counts", "{\"byState\": {\"running\": 2, \"failed\": 0}}");
  }

  @Test
  void statusTellsWhatDoesNotAnswer() {
    isWell();

    assertThat(server.run("status")).isZero();

    assertThat(printed())
        .contains("server     ready, version 0.1.0\n")
        .contains("tenant     acme, as admin\n")
        .contains("providers  1 connected, 1 error (b)\n")
        .contains("runs       2 running\n");
  }

  @Test
  void statusTellsWhichServerItAskedAndWithTheKeyOfWhichFile() {
    isWell();

    assertThat(server.run("status")).isZero();

    assertThat(printed())
        .containsPattern("(?m)^console    http://127\\.0\\.0\\.1:\\d+$")
        .contains("key file   " + folder.resolve("key") + "\n")
        .doesNotContain("ak_x");
  }

  @Test
  void programsAreToldTheSameAsOneObject() {
    isWell();

    assertThat(server.run("status", "--json")).isZero();

    JsonNode told = JsonMapper.shared().readTree(printed());
    assertThat(told.path("keyFile").asString()).isEqualTo(folder.resolve("key").toString());
    assertThat(told.path("console").asString()).startsWith("http://127.0.0.1:");
    assertThat(told.path("ready").asBoolean()).isTrue();
    assertThat(told.path("gatewayPort").asInt()).isEqualTo(8081);
    assertThat(told.at("/providers/error/0").asString()).isEqualTo("b");
    assertThat(told.at("/runs/running").asInt()).isEqualTo(2);
    assertThat(printed()).doesNotContain("ak_x");
  }

  @Test
  void aKeyThatTheServerDoesNotKnowIsToldByItsFile() {
    server.answer("/api/v1/session", 401, "{\"code\": \"unauthenticated\", \"detail\": \"no\"}");
    StringWriter refusals = new StringWriter();

    assertThat(server.run(refusals, "status")).isEqualTo(CliException.BAD_INPUT);

    assertThat(refusals.toString())
        .contains("was asked with the key in " + folder.resolve("key"))
        .doesNotContain("ak_x");
  }

  @Test
  void aServerThatIsNotReadyFails() {
    server.answer("/api/v1/session", SESSION);
    server.answer("/health/ready", 503, "{}");
    server.answer("/api/v1/providers", "{\"items\": []}");
    server.answer("/api/v1/runs/counts", "{\"byState\": {}}");

    assertThat(server.run("status")).isEqualTo(CliException.FAILED);

    assertThat(printed()).contains("not ready");
  }

  @Test
  void theLinkThatOpensAPageSignsIn() {
    server.answer("/api/v1/codes", "{\"code\": \"c0de\"}");

    assertThat(server.run("open", "runs", "--print")).isZero();

    assertThat(printed()).matches("http://127\\.0\\.0\\.1:\\d+/runs#code=c0de\n");
  }
}
