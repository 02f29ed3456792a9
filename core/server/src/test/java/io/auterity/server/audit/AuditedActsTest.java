package io.auterity.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.control.access.GrantAuthorizer;
import io.auterity.control.noun.Keys;
import io.auterity.ledger.noun.Approvals;
import io.auterity.ledger.noun.Limits;
import io.auterity.platform.audit.BrokenAudit;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.ProductActs;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.approvals.RunApprovals;
import io.auterity.server.cache.CacheController;
import io.auterity.server.decisions.FeedbackController;
import io.auterity.server.hooks.WebhookController;
import io.auterity.server.plugins.PluginVersionController;
import io.auterity.server.providers.ConnectionController;
import io.auterity.server.providers.ConsentController;
import io.auterity.server.providers.ProviderController;
import io.auterity.server.rehearsals.RehearsalController;
import io.auterity.server.resources.ResourceController;
import io.auterity.server.runs.RunBulkController;
import io.auterity.server.runs.RunController;
import io.auterity.server.runs.StandstillController;
import io.auterity.server.runs.steps.StepController;
import io.auterity.server.triggers.CustomEventDoor;
import io.auterity.server.triggers.TriggerController;
import io.auterity.server.workflows.WorkflowEditor;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class AuditedActsTest {

  private static final String FORGE =
      """
      kind: provider
      id: forge
      spec: {connector: gitea-issues, unverified: true, auth: {bearer: {secret: kept}},
        config: {url: "http://127.0.0.1:9"}}
      """;

  private static final String AGREED =
      """
      kind: provider
      id: agreed
      spec: {connector: gitlab-ci, unverified: true, auth: {oauth2: {clientId: me}},
        config: {url: "http://127.0.0.1:9"}}
      """;

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private static final String PAGE = "?limit=500";
  private static final String BUDGET =
      """
      kind: budget
      id: asks
      spec: {cap: "1", currency: USD, period: day, thresholds: [{at: 50%, do: ask}]}
      """;
  private static final String WORKFLOW =
      "{kind: workflow, id: one, spec: {steps: [{id: a, transform: 1}]}}";

  private final Client admin = server.newTenant();

  @Test
  void whatIsAppliedStandsInTheLogByKindAndIdWithDigestsBeforeAndAfter() {
    admin.apply("{kind: budget, id: month, spec: {cap: '5', currency: USD, period: month}}");
    admin.apply("{kind: budget, id: month, spec: {cap: '6', currency: USD, period: month}}");
    admin.delete("/api/v1/resources/budget/month");

    List<Json.Obj> entries = about(admin.get("/api/v1/audit" + PAGE), "budget/month");
    assertThat(entries).hasSize(3).allMatch(entry -> "127.0.0.1".equals(entry.text("address")));
    assertThat(state(entries.get(0), "before")).isNull();
    assertThat(state(entries.get(0), "after")).startsWith("sha256:");
    assertThat(state(entries.get(1), "before")).isEqualTo(state(entries.get(0), "after"));
    assertThat(state(entries.get(2), "before")).isEqualTo(state(entries.get(1), "after"));
    assertThat(state(entries.get(2), "after")).isNull();
    assertThat(entries.get(2).text("request")).isEqualTo("DELETE /api/v1/resources/budget/month");
  }

  @Test
  void aRunIsStartedOnceThatStandsInTheLog() {
    admin.apply(WORKFLOW);

    assertThat(start().status()).isEqualTo(202);

    List<Json.Obj> entries =
        about(admin.get("/api/v1/audit" + PAGE), "POST /api/v1/workflows/one/runs");
    assertThat(entries.getFirst().text("outcome")).isEqualTo("begun");
    assertThat(entries.getFirst().text("action")).isEqualTo("control:run.start");
  }

  @Test
  void whatCannotBeAuditedIsNotDone() throws IOException {
    admin.apply(WORKFLOW);
    loadForge();
    String waitingFor = waitingProvider();
    Path jar = RunningServer.places(server.data()).plugins().resolve("late.jar");
    Files.copy(
        Repository.root().resolve("plugins/vendors/gitlab.yaml"),
        jar.resolveSibling("gitlab.yaml"));
    server.operator().post("/api/v1/plugins/reload", "");
    new SamplePlugin("late").write(jar);
    admin.apply("{kind: workflow, id: two, spec: {steps: [{id: pause, wait: 1h}]}}");
    String waiting =
        "/api/v1/runs/" + admin.post("/api/v1/workflows/two/runs", "{\"input\": {}}").text("id");
    send("PUT", "/api/v1/secrets/kept", "text/plain", "hidden");
    admin.apply(BUDGET);
    String approval =
        admin.post("/api/v1/limits/budget/asks/approvals", "{\"all\": true}").text("id");
    String key =
        admin.post("/api/v1/keys", "{\"name\": \"k\", \"roles\": [\"viewer\"]}").text("key.id");
    admin.apply(FORGE);
    admin.apply(AGREED);
    admin.apply("{kind: event, id: paid, spec: {}}");
    saveDraft();
    byte[] masterKey = Files.readAllBytes(RunningServer.places(server.data()).masterKey());
    String decision = called();
    Map<Act, List<Reply>> refused = new HashMap<>();
    List<Reply> operator = new ArrayList<>();

    Client installer = server.installer(admin);
    String forge = Files.readString(Repository.root().resolve("plugins/vendors/asana.yaml"));

    BrokenAudit.during(
        server.database(),
        () -> {
          refused.putAll(changes(key, approval));
          refused.putAll(changesOfRuns(waiting));
          refused.put(
              ConsentController.CONSENT,
              List.of(admin.post("/api/v1/providers/tasks/consent", waitingFor)));
          refused.put(
              PluginVersionController.INSTALL,
              List.of(installer.post("/api/v1/plugins", "application/yaml", forge)));
          refused.put(
              TriggerController.WRITE,
              List.of(
                  admin.post(
                      "/api/v1/triggers",
                      """
                      {"name": "t", "workflow": "one", "on": "event", "type": "io.auterity.run.completed.v1"}
                      """)));
          refused.put(
              CustomEventDoor.RAISE,
              List.of(admin.post("/api/v1/events/io.auterity.custom.paid.v1", "{}")));
          refused.put(
              WorkflowEditor.PUBLISH,
              List.of(admin.post("/api/v1/workflows/one/publish", "{\"revision\": 1}")));
          refused.put(
              WebhookController.WRITE,
              List.of(admin.post("/api/v1/webhooks", "{\"provider\": \"forge\"}")));
          refused.put(
              ConnectionController.CONNECT,
              List.of(admin.post("/api/v1/providers/agreed/connect", "{}")));
          refused.put(
              RehearsalController.REHEARSE,
              List.of(admin.post("/api/v1/providers/agreed/rehearsals", "{}")));
          refused.put(
              FeedbackController.FEEDBACK,
              List.of(admin.post(decision + "/feedback", "{\"score\": 1}")));
          operator.add(server.operator().post("/api/v1/plugins/reload", ""));
          operator.add(server.operator().post("/api/v1/secrets/rotate", ""));
        });

    assertThat(refused.keySet())
        .containsExactlyInAnyOrderElementsOf(
            ProductActs.all().all().stream().filter(act -> act.trace() != Trace.NONE).toList());
    assertThat(refused.values()).allMatch(AuditedActsTest::notAudited);
    assertThat(items(admin.get(decision + "/feedback"))).isEmpty();
    assertThat(notAudited(operator)).as(operator.toString()).isTrue();
    assertThat(admin.get("/api/v1/resources/workflow/one").text("version")).isEqualTo("1");
    assertThat(admin.get("/api/v1/secrets").body()).doesNotContain("token").contains("kept");
    assertThat(admin.get("/api/v1/keys").body()).doesNotContain("\"v\"");
    assertThat(admin.get("/api/v1/keys/" + key).at("revoked")).isEqualTo(Json.NULL);
    assertThat(admin.get("/api/v1/keys/" + key).at("doors")).isEqualTo(Json.NULL);
    assertThat(items(admin.get("/api/v1/runs")))
        .singleElement()
        .satisfies(run -> assertThat(run.text("state")).isNotIn("cancelled", "failed"));
    assertThat(admin.get("/api/v1/plugins").body()).doesNotContain("late");
    assertThat(RunningServer.places(server.data()).masterKey()).hasBinaryContent(masterKey);
    Files.delete(jar);
  }

  private void saveDraft() {
    String text =
        Json.of("kind: workflow\nid: one\nspec: {steps: [{id: pause, wait: 2h}]}").toString();
    send(
        "PUT",
        "/api/v1/workflows/one/draft",
        "application/json",
        "{\"text\": %s, \"follows\": 1, \"revision\": 0}".formatted(text));
  }

  /** Has a provider wait for consent; tells what consent to it is. */
  private String waitingProvider() throws IOException {
    Path file = RunningServer.places(server.data()).plugins().resolve("asana.yaml");
    String text = Files.readString(Repository.root().resolve("plugins/vendors/asana.yaml"));
    Files.writeString(file, text);
    server.operator().post("/api/v1/plugins/reload", "");
    send("PUT", "/api/v1/secrets/tasks", "text/plain", "hidden");
    admin.apply(
        """
        kind: provider
        id: tasks
        spec: {connector: asana, unverified: true, auth: {bearer: {secret: tasks}},
          config: {api: "http://127.0.0.1:9", workspace: "1"}}
        """);
    Files.writeString(
        file, text.replace("servers:", "servers:\n  more: {url: \"https://files.example\"}"));
    server.operator().post("/api/v1/plugins/reload", "");
    return "{\"of\": \"%s\"}".formatted(admin.get("/api/v1/providers/tasks/consent").text("of"));
  }

  private static void loadForge() throws IOException {
    Files.copy(
        Repository.root().resolve("plugins/vendors/gitea.yaml"),
        RunningServer.places(server.data()).plugins().resolve("gitea.yaml"));
    server.operator().post("/api/v1/plugins/reload", "");
  }

  // Documents are refused before their provider is looked for, so that there need be none.
  private Map<Act, List<Reply>> changes(String key, String approval) {
    return Map.of(
        ResourceController.WRITE,
        List.of(
            send("POST", "/api/v1/apply", "application/yaml", WORKFLOW.replace("1}", "2}")),
            admin.delete("/api/v1/resources/workflow/one")),
        GrantAuthorizer.SECRET_WRITE,
        List.of(
            send("PUT", "/api/v1/secrets/token", "text/plain", "hidden"),
            admin.delete("/api/v1/secrets/kept")),
        Keys.WRITE,
        List.of(
            admin.post("/api/v1/keys", "{\"name\": \"v\", \"roles\": [\"viewer\"]}"),
            send("PATCH", "/api/v1/keys/" + key, "application/json", "{\"doors\": [\"rest\"]}"),
            admin.delete("/api/v1/keys/" + key)),
        Approvals.APPROVE,
        List.of(
            admin.post("/api/v1/limits/budget/asks/approvals", "{\"all\": true}"),
            admin.post("/api/v1/limits/approvals/" + approval + "/withdraw", "{}")),
        CacheController.PURGE,
        List.of(admin.delete("/api/v1/cache")),
        Limits.SETTLE,
        List.of(admin.post("/api/v1/limits/budget/asks/settle", "")),
        ProviderController.DOCUMENT_WRITE,
        List.of(send("PUT", "/api/v1/providers/p/documents/c", "application/x-ndjson", "{}")));
  }

  private Map<Act, List<Reply>> changesOfRuns(String run) {
    String why = "{\"reason\": \"must be told\"}";
    return Map.of(
        RunController.START,
        List.of(start()),
        RunController.CANCEL,
        List.of(admin.post(run + "/cancel", "")),
        RunController.AGAIN,
        List.of(admin.post(run + "/again", "{}")),
        RunBulkController.BULK,
        List.of(admin.post("/api/v1/runs/bulk", "{\"verb\": \"pause\"}")),
        RunController.PAUSE,
        List.of(admin.post(run + "/pause", ""), admin.post(run + "/resume", "")),
        RunController.SIGNAL,
        List.of(admin.post(run + "/signals/go", "{}")),
        RunApprovals.DECIDE,
        List.of(
            admin.post(
                "/api/v1/approvals/ask_" + "0".repeat(32) + "/votes",
                "{\"choice\": \"approve\", \"digest\": \"\"}")),
        StepController.ANSWER,
        List.of(admin.post(run + "/steps/pause/answer", "{\"answer\": \"fail\"}")),
        StandstillController.REPAIR,
        List.of(
            admin.post(run + "/end", why),
            admin.post(run + "/repair", why),
            admin.post(run + "/skip", why)));
  }

  private static boolean notAudited(List<? extends Reply> replies) {
    return replies.stream()
        .allMatch(reply -> reply.status() == 503 && reply.body().contains("the audit log"));
  }

  @Test
  void whatChangesNothingLeavesNoEntryWhenItIsDone() {
    String path = called();
    admin.apply(WORKFLOW);

    assertThat(admin.post(path + "/recompute", "").status()).isEqualTo(200);
    start();

    Reply log = admin.get("/api/v1/audit" + PAGE);
    assertThat(about(log, "POST /api/v1/workflows/one/runs")).isNotEmpty();
    assertThat(log.body()).doesNotContain("recompute");
  }

  @Test
  void theOperatorsActsStandInTheLogOfTheInstallationWithWhatTheyChanged() throws IOException {
    Path jar = RunningServer.places(server.data()).plugins().resolve("extra.jar");
    new SamplePlugin("extra").write(jar);
    server.operator().post("/api/v1/plugins/reload", "");
    new SamplePlugin("extra").version("2.0.0").write(jar);
    server.operator().post("/api/v1/plugins/reload", "");
    server.operator().post("/api/v1/secrets/rotate", "");
    Files.delete(jar);
    server.operator().post("/api/v1/plugins/reload", "");

    List<Json.Obj> plugins = await("plugins", "unloaded");
    assertThat(outcomes(plugins)).containsSequence("begun", "done", "begun", "done");
    assertThat(plugins.toString())
        .contains("loaded: 1.0.0 sha256:", " to 2.0.0 sha256:", "unloaded: 2.0.0 sha256:");
    List<Json.Obj> keys = await("master-key", "encrypted");
    assertThat(state(keys.getFirst(), "before")).startsWith("key ");
    assertThat(state(keys.getLast(), "after"))
        .startsWith("key ")
        .isNotEqualTo(state(keys.getFirst(), "before"));
    assertThat(keys.getFirst().text("name")).isEqualTo("operator");
  }

  @Test
  void theLogIsSearchedByTimeActorActionAndTargetTogether() {
    admin.apply("{kind: budget, id: one, spec: {cap: '5', currency: USD, period: month}}");
    admin.apply("{kind: budget, id: two, spec: {cap: '5', currency: USD, period: month}}");
    String actor = admin.get("/api/v1/session").text("principal.id");

    String one = "/api/v1/audit?action=control:*&target=budget/one&since=1h&actor=" + actor;

    assertThat(items(admin.get(one))).hasSize(1);
    assertThat(items(admin.get(one + "&until=1h"))).isEmpty();
    assertThat(items(admin.get("/api/v1/audit?target=budget/*"))).hasSize(2);
    assertThat(items(admin.get("/api/v1/audit?target=budget/*&actor=nobody"))).isEmpty();
    assertThat(admin.get("/api/v1/audit?since=noon").status()).isEqualTo(400);
  }

  @Test
  void aSearchGoesOnFromItsCursor() {
    admin.apply("{kind: budget, id: one, spec: {cap: '5', currency: USD, period: month}}");
    admin.apply("{kind: budget, id: two, spec: {cap: '5', currency: USD, period: month}}");
    String pages = "/api/v1/audit?limit=1&target=budget/*";

    Reply first = admin.get(pages);
    Reply second = admin.get(pages + "&cursor=" + first.text("next"));

    assertThat(about(first, "budget/one")).hasSize(1);
    assertThat(about(second, "budget/two")).hasSize(1);
    assertThat(second.at("next")).isEqualTo(Json.NULL);
  }

  @Test
  void theNewestEntriesComeFirstWhenAskedForAndTheirCursorGoesBack() {
    admin.apply("{kind: budget, id: one, spec: {cap: '5', currency: USD, period: month}}");
    admin.apply("{kind: budget, id: two, spec: {cap: '5', currency: USD, period: month}}");
    String pages = "/api/v1/audit?sort=-at&limit=1&target=budget/*";

    Reply first = admin.get(pages);
    Reply second = admin.get(pages + "&cursor=" + first.text("next"));

    assertThat(about(first, "budget/two")).hasSize(1);
    assertThat(about(second, "budget/one")).hasSize(1);
    assertThat(admin.get("/api/v1/audit?sort=name").text("detail"))
        .contains("sort: 'name' is none of -at, at");
  }

  @Test
  void theLogOfTheInstallationIsReadFromItsNewestEntryToo() {
    String log = "/api/v1/audit/installation?limit=500";
    await("plugins", "plugin.start");

    List<Json> forwards = sequences(server.operator().get(log));
    List<Json> backwards = sequences(server.operator().get(log + "&sort=-at"));

    assertThat(forwards).isNotEmpty();
    assertThat(backwards.reversed()).startsWith(forwards.toArray(Json[]::new));
  }

  private static List<Json> sequences(Reply page) {
    return items(page).stream().map(line -> line.fields().get("sequence")).toList();
  }

  @Test
  void theLogOfTheInstallationTellsWhichPluginsTookCallsSinceAStart() {
    Json.Obj start = await("plugins", "plugin.start").getFirst();

    assertThat(start.text("action")).isEqualTo("plugin.start");
    assertThat(start.text("name")).isEqualTo("auterity");
    assertThat(state(start, "mask")).startsWith("1.0.0 sha256:");
  }

  @Test
  void noTenantReadsTheLogOfTheInstallation() {
    assertThat(admin.get("/api/v1/audit/installation").status()).isEqualTo(401);
    assertThat(server.anonymous().get("/api/v1/audit/installation").status()).isEqualTo(401);
  }

  /** Path of the decision of a call that was made. */
  private String called() {
    admin.maskProvider("mask");
    String decision =
        admin
            .post("/api/v1/call/text.pii.mask", "{\"text\": \"hello\"}")
            .header("auterity-decision");
    String path = "/api/v1/decisions/" + decision;
    admin.awaiting(path);
    return path;
  }

  private Reply start() {
    return admin.post("/api/v1/workflows/one/runs", "{\"input\": {}}");
  }

  private Reply send(String method, String path, String type, String body) {
    return admin.with("Content-Type", type).send(method, path, BodyPublishers.ofString(body));
  }

  /** Entries of the installation about something, once one of them tells that. */
  private static List<Json.Obj> await(String target, String part) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (true) {
      List<Json.Obj> found =
          about(server.operator().get("/api/v1/audit/installation" + PAGE), target);
      if (found.toString().contains(part)) {
        return found;
      }
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  private static List<Json.Obj> about(Reply log, String target) {
    return items(log).stream()
        .map(item -> (Json.Obj) item.fields().getOrDefault("entry", Json.NULL))
        .filter(entry -> target.equals(entry.text("target")))
        .toList();
  }

  private static List<Json.Obj> items(Reply page) {
    return ((Json.Arr) page.at("items")).items().stream().map(item -> (Json.Obj) item).toList();
  }

  private static @Nullable String state(Json.Obj entry, String name) {
    return ((Json.Obj) entry.fields().getOrDefault("details", Json.EMPTY)).text(name);
  }

  private static List<String> outcomes(List<Json.Obj> entries) {
    return entries.stream().map(entry -> entry.text("outcome")).toList();
  }
}
