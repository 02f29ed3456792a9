package io.auterity.server.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.DatabaseCopy;
import io.auterity.platform.database.TestDatabase;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a released version left works on with the server of today, as after an upgrade. */
@Tag("postgresql")
@ParameterizedClass
@MethodSource("versions")
record UpgradeTest(String version) {

  private static final int LARGEST_COPY = 200_000;

  private static KeptCopy copy;
  private static List<String> empty;
  private static RunningServer server;
  private static Properties known;
  private static Client admin;

  /** The released versions, each by the last migration that it has. */
  static List<String> versions() {
    return List.of("v1");
  }

  @BeforeParameterizedClassInvocation
  static void upgrade(String version) {
    copy = new KeptCopy(version);
    known = copy.known();
    TestDatabase database = TestDatabase.holding(copy.database());
    empty = DatabaseCopy.emptyTables(database);
    server = copy.start(database);
    admin = server.anonymous().bearer(known("admin"));
  }

  @AfterParameterizedClassInvocation
  static void end() {
    server.close();
  }

  @Test
  void theCopyHasARowOfEachTableAndIsSmall() {
    assertThat(empty).isEmpty();
    assertThat(copy.database().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST_COPY);
  }

  @Test
  void keysSayWhoCalls() {
    assertThat(admin.get("/api/v1/session").text("tenant.name")).isEqualTo("kept");
    assertThat(admin.get("/api/v1/keys").body()).contains("\"viewer\"");
    assertThat(server.operator().get("/api/v1/audit/installation").status()).isEqualTo(200);
    assertThat(admin.bearer("ak_other").get("/api/v1/session").status()).isEqualTo(401);
  }

  @Test
  void routesAndSecretsServeCalls() {
    Reply answer = admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"to ann@example.org\"}");

    assertThat(answer.text("text")).as(answer.toString()).isEqualTo("to [email] pu-edam");
    Reply decision = admin.awaiting("/api/v1/decisions/" + answer.header("auterity-decision"));
    assertThat(decision.text("route.id")).isEqualTo("kept");
    assertThat(decision.text("provider")).isEqualTo("masking");
  }

  @Test
  void modelsAnswerAtTheGatewayUnderTheirOldNames() {
    Client gateway = new Client(server.gateway().toString()).bearer(known("admin"));

    Reply answer = gateway.post(UsedInstallation.CHAT_PATH, UsedInstallation.CHAT);

    assertThat(answer.text("choices.0.message.content")).as(answer.toString()).isEqualTo("said");
    Reply before = admin.get("/api/v1/decisions/" + known("chat"));
    Reply after = admin.awaiting("/api/v1/decisions/" + answer.header("auterity-decision"));
    assertThat(before.text("usage.cost.amount")).as(before.toString()).isEqualTo("0.002");
    assertThat(after.at("usage")).isEqualTo(before.at("usage"));
    assertThat(admin.get("/api/v1/limits?kind=budget").text("items.0.id")).isEqualTo("all");
  }

  @Test
  void decisionsAreExplainedAndPlannedAgain() {
    String path = "/api/v1/decisions/" + known("decision");

    Reply decision = admin.get(path);

    assertThat(decision.text("outcome")).as(decision.toString()).isEqualTo("succeeded");
    assertThat(decision.text("sentence")).startsWith("masking answered in ");
    assertThat(decision.text("route.id")).isEqualTo("kept");
    assertThat(((Json.Arr) decision.at("stages")).items()).hasSize(12);
    assertThat(decision.text("candidates.0.provider")).isEqualTo("masking");
    assertThat(admin.post(path + "/recompute", "").text("same")).isEqualTo("true");
  }

  @Test
  void whatWasCapturedOpens() {
    Reply content = admin.get("/api/v1/decisions/" + known("decision") + "/content");

    assertThat(content.text("input.text")).as(content.toString()).contains("ann@example.org");
    assertThat(content.text("output.text")).isEqualTo("write to [email] pu-edam");
  }

  @Test
  void runsThatEndedAreShownWithTheirStepsAndCalls() {
    Reply finished = admin.get("/api/v1/runs/" + known("finished"));
    Reply step = admin.get("/api/v1/runs/" + known("finished") + "/steps/all%5B0%5D.mask");

    assertThat(finished.text("state")).as(finished.toString()).isEqualTo("succeeded");
    assertThat(finished.text("output.count")).isEqualTo("2");
    assertThat(finished.text("providers.0.id")).isEqualTo("masking");
    assertThat(finished.text("providers.0.attempts")).isEqualTo("2");
    assertThat(step.text("output.text")).as(step.toString()).isEqualTo("a pu-edam");
    assertThat(admin.get("/api/v1/runs/" + known("aside")).text("state")).isEqualTo("cancelled");
  }

  @Test
  void aRunThatSleptEnds() {
    Watcher.follow(admin, known("waiting"));

    Reply run = admin.get("/api/v1/runs/" + known("waiting"));
    assertThat(run.text("state")).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.text("output.count")).isEqualTo("2");
    assertThat(run.text("providers.0.attempts")).as("none is made again").isEqualTo("2");
  }

  @Test
  void aRunThatAsksTakesItsAnswer() {
    String run = "/api/v1/runs/" + known("asking");
    assertThat(admin.get(run + "/steps/issue").text("waitingFor")).isEqualTo("answer");

    Reply answered =
        admin.post(
            run + "/steps/issue/answer",
            """
            {"answer": "succeeded", "output": {
              "ref": {"provider": "tracking", "id": "i1"},
              "project": {"provider": "tracking", "id": "debts"}, "key": "debts-1",
              "title": "lost", "body": "", "state": "open", "labels": [],
              "createdAt": "2026-11-21T00:00:00Z", "updatedAt": "2026-11-21T00:00:00Z",
              "extra": {}}}
            """);

    assertThat(answered.status()).as(answered.toString()).isEqualTo(200);
    Watcher.follow(admin, known("asking"));
    assertThat(admin.get(run).text("output")).isEqualTo("debts-1");
  }

  @Test
  void newRunsGoByTheStoredWorkflow() {
    Reply started =
        admin.post("/api/v1/workflows/report/runs", "{\"input\": {\"texts\": [\"x\"]}}");
    Watcher.follow(admin, started.text("id"));

    assertThat(admin.get("/api/v1/runs/" + started.text("id")).text("output.count")).isEqualTo("1");
  }

  @Test
  void documentsAreListedAndNumberedOn() {
    String create = "/api/v1/call/tracker.project.create";

    Reply again = admin.post(create, "{\"key\": \"debts\", \"name\": \"other\"}");
    Reply next = admin.post(create, "{\"key\": \"next\", \"name\": \"N\"}");
    Reply all = admin.post("/api/v1/call/tracker.project.list", "{}");

    assertThat(again.text("ref.id")).as(again.toString()).isEqualTo("p1");
    assertThat(again.text("name")).isEqualTo("D");
    assertThat(next.text("ref.id")).isEqualTo("p3");
    assertThat(all.text("items.0.key")).as(all.toString()).isEqualTo("debts");
    assertThat(all.text("items.1.key")).isEqualTo("next");
  }

  @Test
  void theAuditLogHasNoGapAndGoesOn() {
    int before = audit().size();
    assertThat(before).isPositive();
    assertThat(audit().toString()).contains("secret/vendor", "workflow/report", "api/v1/runs/");

    admin.apply("{kind: quota, id: more, spec: {calls: 9, period: total}}");

    List<Json> after = audit();
    assertThat(after).hasSizeGreaterThan(before);
    assertThat(after)
        .extracting(entry -> String.valueOf(((Json.Obj) entry).get("sequence")))
        .containsExactlyElementsOf(
            IntStream.range(0, after.size()).mapToObj(String::valueOf).toList());
    assertThat(after.toString()).contains("quota/more");
  }

  @Test
  void limitsCountWhatWasUsedBefore() {
    Reply limits = admin.get("/api/v1/limits?kind=quota");

    assertThat(limits.text("items.0.id")).as(limits.toString()).isEqualTo("calls");
    assertThat(Integer.parseInt(limits.text("items.0.used"))).isPositive();
  }

  @Test
  void eventsThatWereNotDeliveredAre() {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!DatabaseCopy.emptyTables(server.database()).contains("outbox")) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }

    assertThat(admin.get("/metrics").body())
        .containsPattern("auterity_runs_completed_total\\{.*state=\"succeeded\".*} [1-9]");
  }

  private static List<Json> audit() {
    return ((Json.Arr) admin.get("/api/v1/audit?limit=500").at("items")).items();
  }

  private static String known(String name) {
    return known.getProperty(name);
  }
}
