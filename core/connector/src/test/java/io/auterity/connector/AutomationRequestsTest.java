package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Call;
import io.auterity.spi.Change;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.RequestCredential;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.WireRequest;
import io.auterity.spi.automation.AutomatedWorkflow;
import io.auterity.spi.automation.AutomatedWorkflowQuery;
import io.auterity.spi.automation.AutomatedWorkflowUpdate;
import io.auterity.spi.automation.Automation;
import io.auterity.spi.automation.ExecutionState;
import io.auterity.spi.automation.Integration;
import io.auterity.spi.automation.IntegrationQuery;
import io.auterity.spi.automation.IntegrationUpdate;
import io.auterity.spi.automation.NewAutomatedWorkflow;
import io.auterity.spi.automation.NewIntegration;
import io.auterity.spi.automation.StartedExecution;
import io.auterity.spi.automation.WhichAutomatedWorkflow;
import io.auterity.spi.automation.WhichIntegration;
import io.auterity.spi.automation.WhichWorkflowExecution;
import io.auterity.spi.automation.WorkflowExecution;
import io.auterity.spi.automation.WorkflowExecutionQuery;
import io.auterity.spi.automation.WorkflowNodeQuery;
import io.auterity.spi.automation.WorkflowStart;
import io.auterity.spi.automation.WorkflowToCheck;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of engines, and what is read of their replies. */
@Tag("generated")
class AutomationRequestsTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final Json.Obj CONFIG =
      Json.EMPTY
          .with("url", Json.of("https://vendor.example"))
          .with("hooks", Json.of("https://hooks.example"))
          .with("team", Json.of("123"));
  private static final String FLOW =
      """
      {"id": "f1", "name": "Flow", "active": true, "createdAt": "2026-05-06T07:08:09.123Z",
       "updatedAt": "2026-05-06T07:08:09.123Z", "settings": {"executionOrder": "v1", "binaryMode": "separate"},
       "connections": {}, "nodes": [
       {"name": "Start", "type": "n8n-nodes-base.webhook", "parameters": {"httpMethod": "POST", "path": "a/b"}}]}
      """;
  private static final String RUN =
      """
      {"id": "%s", "mode": "webhook", "status": "%s", "startedAt": "2026-05-06T07:08:09.123Z",
       "stoppedAt": null, "workflowId": "f1", "retryOf": null, "data": {"key": "%s"}}
      """;
  private static final String CREDENTIAL =
      """
      {"id": "c1", "name": "Mail", "type": "smtp", "createdAt": "2026-05-06T07:08:09.123Z",
       "updatedAt": "2026-05-06T07:08:09.123Z"}
      """;
  private static final String SCENARIO =
      """
      {"id": 925, "name": "Flow", "teamId": 123, "isActive": true, "created": "2021-09-22T06:40:56.692Z",
       "lastEdit": "2021-09-22T06:40:56.692Z", "usedPackages": ["json"], "scheduling": {"type": "indefinitely"}}
      """;

  private static Ref mine(String id) {
    return new Ref("mine", id);
  }

  private static Json.Obj json(String text) {
    return (Json.Obj) new JsonReader(10_000).read(text.getBytes(UTF_8));
  }

  private static NewIntegration account(String type) {
    return new NewIntegration(
        "Mail",
        type,
        Json.EMPTY.with("host", Json.of("mail.example")),
        Map.of("password", VaultSecret.of("hunter2"), "key", VaultSecret.of("hunter3")));
  }

  private static void integrations(AnsweringVendor vendor, String id) {
    Automation engine = vendor.of(Automation.class);
    engine.createIntegration(account("smtp"), vendor.callOf("automation.integration.create"));
    engine.updateIntegration(
        new IntegrationUpdate(
            mine(id), Change.keep(), Json.EMPTY, Map.of("key", VaultSecret.of("hunter4"))),
        vendor.callOf("automation.integration.update"));
    engine.updateIntegration(
        new IntegrationUpdate(mine(id), Change.to("Post")),
        vendor.callOf("automation.integration.update"));
    engine.deleteIntegration(
        new WhichIntegration(mine(id)), vendor.callOf("automation.integration.delete"));
  }

  private static List<String> sent(AnsweringVendor vendor) {
    return vendor.requests().stream().map(each -> new String(each.body(), UTF_8)).toList();
  }

  private static void workflows(AnsweringVendor vendor, String id) {
    Automation engine = vendor.of(Automation.class);
    Json.Obj definition = json("{\"nodes\": [], \"connections\": {}, \"settings\": {}}");
    WhichAutomatedWorkflow which = new WhichAutomatedWorkflow(mine(id));
    engine.createWorkflow(
        new NewAutomatedWorkflow("Flow", definition), vendor.callOf("automation.workflow.create"));
    assertThat(engine.getWorkflow(which, vendor.callOf("automation.workflow.get")).ref())
        .isEqualTo(mine(id));
    engine.updateWorkflow(
        new AutomatedWorkflowUpdate(mine(id), Change.to("New"), Change.to(definition)),
        vendor.callOf("automation.workflow.update"));
    for (Boolean active : new Boolean[] {null, true}) {
      Page<AutomatedWorkflow> page =
          engine.listWorkflows(
              new AutomatedWorkflowQuery(active, null, 1),
              vendor.callOf("automation.workflow.list"));
      assertThat(page.items()).hasSize(1);
      engine.listWorkflows(
          new AutomatedWorkflowQuery(active, page.next(), 1),
          vendor.callOf("automation.workflow.list"));
    }
    assertThat(
            engine.activateWorkflow(which, vendor.callOf("automation.workflow.activate")).active())
        .isTrue();
    engine.deactivateWorkflow(which, vendor.callOf("automation.workflow.deactivate"));
    engine.deleteWorkflow(which, vendor.callOf("automation.workflow.delete"));
    engine.listIntegrations(
        new IntegrationQuery(null, null, 1), vendor.callOf("automation.integration.list"));
    integrations(vendor, "848");
  }

  private static AnsweringVendor n8n(String key) {
    return new AnsweringVendor("n8n", CONFIG)
        .when("DELETE .*", "")
        .when("POST /webhook/a/b .*", "{\"said\": \"yes\"}")
        .when(
            "GET .*/executions .*",
            "{\"data\": ["
                + RUN.formatted("{n}", "running", "")
                + ","
                + RUN.formatted("1", "success", "")
                + "], \"nextCursor\": null}")
        .when("(GET|POST) .*/executions/.*", RUN.formatted("6", "success", key))
        .when("GET .*/credentials .*", "{\"data\": [" + CREDENTIAL + "], \"nextCursor\": null}")
        .when("(POST|PATCH) .*/credentials.*", CREDENTIAL)
        .when("GET .*/workflows .*", "{\"data\": [" + FLOW + "], \"nextCursor\": \"c{n}\"}")
        .when("(GET|POST|PUT) .*/workflows.*", FLOW);
  }

  @Test
  void n8nsRequestsAreThoseOfItsDescription() throws IOException {
    AnsweringVendor vendor = n8n("k");
    Automation engine = vendor.of(Automation.class);

    workflows(vendor, "f1");
    WhichWorkflowExecution which = new WhichWorkflowExecution(mine("6"));
    engine.getExecution(which, vendor.callOf("automation.execution.get"));
    engine.retryExecution(which, vendor.callOf("automation.execution.retry"));
    for (ExecutionState state : ExecutionState.values()) {
      Failures.of(
          () ->
              engine.listExecutions(
                  new WorkflowExecutionQuery(mine("f1"), state, null, 1),
                  vendor.callOf("automation.execution.list")));
    }
    engine.validateWorkflow(
        new WorkflowToCheck(Json.EMPTY), vendor.callOf("automation.workflow.validate"));

    new VendorWitness("n8n-public-api.yaml.gz", "/api/v1").assertDescribes(vendor.requests(), 18);
    EVIDENCE.described(vendor, vendor.requests(), "n8n-public-api.yaml.gz");
    assertThat(sent(vendor)).contains("{\"data\":{\"key\":\"hunter4\"}}", "{\"name\":\"Post\"}");
  }

  @Test
  void aStateOfWhichNothingIsKnownIsNoFailureOfTheCall() {
    AnsweringVendor vendor =
        new AnsweringVendor("n8n", CONFIG)
            .when("GET .*/executions/.*", RUN.formatted("6", "evaporated", ""));

    WorkflowExecution execution =
        vendor
            .of(Automation.class)
            .getExecution(
                new WhichWorkflowExecution(mine("6")), vendor.callOf("automation.execution.get"));

    assertThat(execution.state()).isEqualTo(ExecutionState.UNKNOWN);
    assertThat(execution.status()).isEqualTo("evaporated");
  }

  @Test
  void aWorkflowOfN8nIsStartedAtItsWebhookAndFoundByTheKeyOfTheCall() {
    AnsweringVendor vendor = n8n("run/step/0");
    Call call = vendor.callOf("automation.workflow.execute").withIdempotencyKey("run/step/0");
    Json.Obj input = Json.EMPTY.with("word", Json.of("ü"));

    StartedExecution started =
        vendor
            .of(Automation.class)
            .executeWorkflow(new WorkflowStart(mine("f1"), input, null), call);

    assertThat(started.execution()).isEqualTo(mine("6"));
    assertThat(started.state()).isEqualTo(ExecutionState.SUCCESS);
    assertThat(started.output()).isEqualTo(json("{\"said\": \"yes\"}"));
    assertThat(vendor.requests())
        .extracting(request -> request.method() + " " + request.uri().getRawSchemeSpecificPart())
        .containsExactly(
            "GET //vendor.example/api/v1/workflows/f1",
            "GET //vendor.example/api/v1/executions?workflowId=f1&limit=1",
            "POST //hooks.example/webhook/a/b",
            "GET //vendor.example/api/v1/executions?workflowId=f1&limit=10",
            "GET //vendor.example/api/v1/executions/4?includeData=true");
    WireRequest hook = vendor.requests().get(2);
    assertThat(hook.uri()).hasToString("https://hooks.example/webhook/a/b");
    assertThat(new String(hook.body(), UTF_8)).isEqualTo("{\"word\":\"ü\"}");
    assertThat(hook.headers()).containsEntry("x-auterity-call", List.of("run/step/0"));
  }

  private static StartedExecution started(AnsweringVendor vendor, boolean awaited) {
    return vendor
        .of(Automation.class)
        .executeWorkflow(
            new WorkflowStart(mine("f1"), Json.EMPTY, awaited),
            vendor.callOf("automation.workflow.execute").withIdempotencyKey("k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET .*/executions .*", "GET .*/executions/.*"})
  void aWorkflowOfN8nIsStartedThoughItsExecutionsCannotBeRead(String unread) {
    AnsweringVendor vendor =
        new AnsweringVendor("n8n", CONFIG)
            .when(unread, 403, "{\"message\": \"Forbidden\"}")
            .when("POST /webhook/a/b .*", "done")
            .when(
                "GET /api/v1/executions .*", "{\"data\": [{\"id\": {n}, \"status\": \"success\"}]}")
            .when("GET .*/workflows.*", FLOW);

    StartedExecution started = started(vendor, false);

    assertThat(started.execution()).isNull();
    assertThat(started.state()).isEqualTo(ExecutionState.RUNNING);
    assertThat(started.output()).isEqualTo(Json.of("done"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"onReceived", "responseNode", "streaming"})
  void theEndOfAWorkflowOfN8nIsAwaitedOnlyWhereItsWebhookAnswersThen(String answers) {
    String path = "\"path\": \"a/b\"";
    AnsweringVendor vendor =
        new AnsweringVendor("n8n", CONFIG)
            .when(
                "GET .*/workflows.*",
                FLOW.replace(path, path + ", \"responseMode\": \"" + answers + "\""));

    Failures.expect(FailureCode.UNSUPPORTED, () -> started(vendor, true));
    assertThat(vendor.requests()).hasSize(1);
  }

  private static void update(AnsweringVendor vendor, Change<Json.Obj> definition) {
    vendor
        .of(Automation.class)
        .updateWorkflow(
            new AutomatedWorkflowUpdate(mine("f1"), Change.to("New"), definition),
            vendor.callOf("automation.workflow.update"));
  }

  @Test
  void settingsOfN8nThatItsRequestDoesNotTakeAreLeftAsTheyAre() {
    AnsweringVendor vendor = n8n("k");

    update(vendor, Change.keep());
    assertThat(vendor.lastBody()).contains("\"settings\":{\"executionOrder\":\"v1\"}");
    update(
        vendor, Change.to(json("{\"nodes\": [], \"settings\": {\"binaryMode\": \"separate\"}}")));
    assertThat(vendor.lastBody()).contains("\"settings\":{}");
    Json.Obj other = json("{\"nodes\": [], \"settings\": {\"binaryMode\": \"combined\"}}");

    Failures.expect(FailureCode.UNSUPPORTED, () -> update(vendor, Change.to(other)));
  }

  @Test
  void aCredentialOfN8nBeyondTheFirstPageIsNotToldMissing() {
    AnsweringVendor vendor =
        new AnsweringVendor("n8n", CONFIG)
            .when("GET .*", "{\"data\": [" + CREDENTIAL + "], \"nextCursor\": \"c\"}");
    String definition =
        "{\"nodes\": [{\"name\": \"A\", \"type\": \"t\", \"credentials\": {\"smtp\": {\"id\":"
            + " \"%s\"}}}]}";
    Automation engine = vendor.of(Automation.class);

    assertThat(
            engine
                .validateWorkflow(
                    new WorkflowToCheck(json(definition.formatted("c1"))),
                    vendor.callOf("automation.workflow.validate"))
                .valid())
        .isTrue();
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () ->
            engine.validateWorkflow(
                new WorkflowToCheck(json(definition.formatted("c9"))),
                vendor.callOf("automation.workflow.validate")));
  }

  @Test
  void aWorkflowOfN8nIsNotShownTheKeyOfItsServer() {
    AnsweringVendor vendor =
        new AnsweringVendor("n8n", CONFIG.with("hooks", Json.of("https://vendor.example")))
            .when("POST /webhook/a/b .*", "{}")
            .when("GET .*/workflows.*", FLOW);

    vendor
        .of(Automation.class)
        .executeWorkflow(
            new WorkflowStart(mine("f1"), Json.EMPTY, null),
            vendor.callOf("automation.workflow.execute"));

    assertThat(vendor.requests())
        .extracting(
            request -> request.uri() + " " + (request.credential() == RequestCredential.NONE))
        .containsExactly(
            "https://vendor.example/api/v1/workflows/f1 false",
            "https://vendor.example/webhook/a/b true");
  }

  @Test
  void aDefinitionOfN8nIsToldWhatIsWrongWithIt() {
    AnsweringVendor vendor = n8n("k");
    Json.Obj definition =
        json(
            """
            {"nodes": [{"name": "A", "type": "t", "credentials": {"smtp": {"id": "c9"}}}, {"name": "A", "type": "t"}],
             "connections": {"B": {"main": [[{"node": "C"}], null]}}}
            """);

    var verdict =
        vendor
            .of(Automation.class)
            .validateWorkflow(
                new WorkflowToCheck(definition), vendor.callOf("automation.workflow.validate"));

    assertThat(verdict.valid()).isFalse();
    assertThat(verdict.problems())
        .contains(
            "several nodes are called A",
            "a connection begins at B, which is no node",
            "a connection leads to C, which is no node",
            "there is no credential c9");
  }

  @Test
  void aScenarioOfMakeIsAWorkflow() {
    AnsweringVendor vendor =
        new AnsweringVendor("make", CONFIG)
            .when("DELETE .*", "{}")
            .when(
                "GET .*/blueprint .*", "{\"response\": {\"blueprint\": {\"flow\": [{\"id\": 1}]}}}")
            .when("POST .*/(start|stop) .*", "{\"scenario\": {\"id\": 925, \"isActive\": true}}")
            .when(
                "POST .*/run .*",
                "{\"executionId\": \"cc1c\", \"status\": 1, \"outputs\": {\"a\": 1}}")
            .when(
                "GET .*/executions/cc1c .*",
                "{\"status\": \"ERROR\", \"error\": {\"message\": \"too bad\"}}")
            .when(
                "GET .*/logs/cc1c .*",
                "{\"scenarioLog\": {\"id\": \"cc1c\", \"status\": 3, \"type\": \"auto\","
                    + " \"timestamp\": \"2021-09-22T06:40:56.692Z\"}}")
            .when(
                "GET .*/logs .*",
                "{\"scenarioLogs\": [{\"id\": \"cc1c\", \"status\": 2, \"type\": \"auto\","
                    + " \"timestamp\": \"2021-09-22T06:40:56.692Z\"}]}")
            .when("POST .*/set-data .*", "{\"changed\": true}")
            .when(
                "GET .*/connections .*",
                "{\"connections\": [{\"id\": 848, \"name\": \"Mail\", \"accountName\": \"smtp\"}]}")
            .when(
                "(POST|PATCH|GET) .*/connections.*",
                "{\"connection\": {\"id\": 848, \"name\": \"Mail\", \"accountName\": \"smtp\"}}")
            .when("GET .*/scenarios .*", "{\"scenarios\": [" + SCENARIO + "]}")
            .when("(GET|POST|PATCH) .*/scenarios.*", "{\"scenario\": " + SCENARIO + "}");
    Automation engine = vendor.of(Automation.class);

    workflows(vendor, "925");
    StartedExecution started =
        engine.executeWorkflow(
            new WorkflowStart(mine("925"), Json.EMPTY, true),
            vendor.callOf("automation.workflow.execute"));
    WorkflowExecution failed =
        engine.getExecution(
            new WhichWorkflowExecution(mine("925/cc1c")),
            vendor.callOf("automation.execution.get"));
    List<WorkflowExecution> listed =
        engine
            .listExecutions(
                new WorkflowExecutionQuery(mine("925"), null, null, 5),
                vendor.callOf("automation.execution.list"))
            .items();

    assertThat(started.execution()).isEqualTo(mine("925/cc1c"));
    assertThat(started.state()).isEqualTo(ExecutionState.SUCCESS);
    assertThat(failed.state()).isEqualTo(ExecutionState.FAILURE);
    assertThat(failed.error()).isEqualTo("too bad");
    assertThat(listed.getFirst().status()).isEqualTo("warning");
    assertThat(vendor.requests())
        .extracting(request -> request.uri().getRawQuery())
        .contains("teamId=123&pg%5Boffset%5D=0&pg%5Blimit%5D=1");
    assertThat(vendor.requests())
        .extracting(request -> new String(request.body(), UTF_8))
        .contains(
            "{\"teamId\":123,\"blueprint\":\"{\\\"nodes\\\":[],\\\"connections\\\":{},\\\"settings\\\":{},\\\"name\\\":\\\"Flow\\\"}\","
                + "\"scheduling\":\"{\\\"type\\\":\\\"on-demand\\\"}\"}",
            "{\"key\":\"hunter4\"}",
            "{\"name\":\"Post\"}",
            "{\"data\":{},\"responsive\":true}");
  }

  @Test
  void aZapIsAWorkflow() {
    String zap =
        """
        {"type": "zap", "id": "033c", "is_enabled": true, "last_successful_run_date": null, "title": "My Zap",
         "updated_at": "2019-08-24T14:15:22Z", "links": {"html_editor": "https://zapier.com/editor/1"},
         "steps": [{"action": "uag:1f18", "inputs": {}, "authentication": null, "title": null}]}
        """;
    String authentication =
        "{\"type\": \"authentication\", \"id\": \"DOb4\", \"app\": \"a8aa\", \"is_expired\": false,"
            + " \"title\": \"Mail\"}";
    String next =
        "], \"links\": {\"next\": \"https://api.zapier.com/v2/zaps?offset={n}&limit=1\"}}";
    String run =
        """
        {"id": "123e", "zap_id": 104445735, "start_time": "2024-10-16T06:29:10.360000Z",
         "end_time": "2024-10-16T06:29:10.360000Z", "status": "filtered", "zap_title": "My Zap", "steps": []}
        """;
    AnsweringVendor vendor =
        new AnsweringVendor("zapier", CONFIG)
            .when("DELETE .*", "")
            .when("GET .*/zap-runs .*", "[{\"data\": [" + run + next + "]")
            .when(
                "GET .*/actions .*",
                "{\"data\": [{\"id\": \"core:1\", \"key\": \"k\", \"title\": \"Send\","
                    + " \"action_type\": \"WRITE\"}"
                    + next)
            .when("GET .*/authentications .*", "{\"data\": [" + authentication + next)
            .when("POST .*/authentications .*", "{\"data\": [" + authentication + next)
            .when("GET .*/zaps .*", "{\"data\": [" + zap + next)
            .when("POST .*/zaps.*", zap);
    Automation engine = vendor.of(Automation.class);

    AutomatedWorkflow made =
        engine.createWorkflow(
            new NewAutomatedWorkflow("My Zap", json("{\"steps\": [{\"action\": \"uag:1f18\"}]}")),
            vendor.callOf("automation.workflow.create"));
    Page<AutomatedWorkflow> zaps =
        engine.listWorkflows(
            new AutomatedWorkflowQuery(null, null, 1), vendor.callOf("automation.workflow.list"));
    engine.listWorkflows(
        new AutomatedWorkflowQuery(null, zaps.next(), 1),
        vendor.callOf("automation.workflow.list"));
    engine.activateWorkflow(
        new WhichAutomatedWorkflow(made.ref()), vendor.callOf("automation.workflow.activate"));
    engine.deleteWorkflow(
        new WhichAutomatedWorkflow(made.ref()), vendor.callOf("automation.workflow.delete"));
    List<WorkflowExecution> runs =
        engine
            .listExecutions(
                new WorkflowExecutionQuery(null, ExecutionState.CANCELLED, null, 1),
                vendor.callOf("automation.execution.list"))
            .items();
    engine.listNodes(new WorkflowNodeQuery("a8aa", null, 1), vendor.callOf("automation.node.list"));
    Integration account =
        engine.createIntegration(account("a8aa"), vendor.callOf("automation.integration.create"));
    engine.listIntegrations(
        new IntegrationQuery("a8aa", null, 1), vendor.callOf("automation.integration.list"));

    assertThat(made.ref()).isEqualTo(mine("033c"));
    assertThat(runs.getFirst().state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(account.type()).isEqualTo("a8aa");
    assertThat(vendor.requests())
        .extracting(request -> request.method() + " " + request.uri().getRawSchemeSpecificPart())
        .containsExactly(
            "POST //vendor.example/v2/zaps",
            "GET //vendor.example/v2/zaps?limit=1",
            "GET //vendor.example/v2/zaps?offset=2&limit=1",
            "POST //vendor.example/v2/zaps/033c/enable",
            "DELETE //vendor.example/v2/zaps/033c",
            "GET //vendor.example/v2/zap-runs?statuses=filtered%2Cskipped&limit=1",
            "GET //vendor.example/v2/actions?app=a8aa&limit=1",
            "POST //vendor.example/v2/authentications",
            "GET //vendor.example/v2/authentications?app=a8aa&limit=1");
  }
}
