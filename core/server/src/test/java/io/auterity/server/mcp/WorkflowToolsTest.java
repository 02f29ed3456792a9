package io.auterity.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Workflows as tools, seen by a client of the protocol that others wrote. */
@Tag("postgresql")
class WorkflowToolsTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String GREETING =
      """
      kind: workflow
      id: greeting
      spec:
        tool: Greets a person by name.
        input: {name: {type: string, description: Of the person}, times: {type: integer, default: 1}}
        steps: [{id: hello, transform: "Hello, ${input.name}"}]
      """;

  private static final String HELD =
      """
      kind: workflow
      id: held
      spec:
        tool: true
        input: {order: {type: string}}
        steps: [{id: go, await: {signal: go}}, {id: done, transform: "${input.order} went"}]
      """;

  private final Client admin = server.newTenant();
  private final List<McpSyncClient> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(McpSyncClient::close);
  }

  private McpSyncClient agent(Client caller) {
    McpSyncClient agent =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(caller.base())
                    .endpoint("/mcp")
                    .addHttpRequestCustomizer(
                        (request, method, uri, body, context) ->
                            request.header("Authorization", "Bearer " + caller.key()))
                    .build())
            .enableCallToolSchemaCaching(true)
            .build();
    open.add(agent);
    agent.initialize();
    return agent;
  }

  private Client key(String grants) {
    Reply made =
        admin.post(
            "/api/v1/keys",
            "{\"name\": \"%s\", \"allow\": [\"%s\"]}".formatted(grants.replace(':', '-'), grants));
    return server.anonymous().bearer(made.text("secret"));
  }

  private static Map<String, Tool> tools(McpSyncClient agent) {
    return agent.listTools().tools().stream().collect(Collectors.toMap(Tool::name, each -> each));
  }

  private static CallToolResult call(
      McpSyncClient agent, String tool, Map<String, Object> arguments, Map<String, Object> meta) {
    return agent.callTool(CallToolRequest.builder(tool).arguments(arguments).meta(meta).build());
  }

  private static CallToolResult call(
      McpSyncClient agent, String tool, Map<String, Object> arguments) {
    return call(agent, tool, arguments, Map.of());
  }

  private static Map<?, ?> said(CallToolResult result) {
    return (Map<?, ?>) Objects.requireNonNull(result.structuredContent());
  }

  @Test
  void aWorkflowIsAToolWhenItsFileSaysSo() {
    admin.apply(GREETING);
    admin.apply(GREETING.replace("id: greeting", "id: plain").replaceFirst(" *tool: .*\n", ""));

    Map<String, Tool> tools = tools(agent(admin));

    assertThat(tools)
        .containsKeys("run_greeting", "workflow_run_get")
        .doesNotContainKey("run_plain");
    Tool tool = Objects.requireNonNull(tools.get("run_greeting"));
    assertThat(tool.description()).isEqualTo("Greets a person by name.");
    assertThat(tool.inputSchema()).containsEntry("required", List.of("name"));
    assertThat(tool.inputSchema().toString()).contains("Of the person", "times");
    assertThat(tool.annotations().readOnlyHint()).isTrue();
  }

  @Test
  void hintsAreThoseOfTheStrongestStep() {
    String calls =
        """
        kind: workflow
        id: %s
        spec: {tool: true, steps: [{id: a, call: %s, with: %s}]}
        """;
    admin.apply(calls.formatted("reads", "text.pii.mask", "{text: x}"));
    admin.apply(calls.formatted("writes", "messaging.message.send", "{channel: x, text: y}"));
    admin.apply("kind: workflow\nid: asks\nspec: {tool: true, steps: [{id: a, ask: Well?}]}\n");

    Map<String, Tool> tools = tools(agent(admin));

    assertThat(hints(tools, "run_reads")).containsExactly(true, true);
    assertThat(hints(tools, "run_writes")).containsExactly(false, false);
    assertThat(hints(tools, "run_asks")).containsExactly(false, false);
    assertThat(Objects.requireNonNull(tools.get("run_reads")).description())
        .isEqualTo("Runs the workflow 'reads'.");
  }

  private static List<Boolean> hints(Map<String, Tool> tools, String name) {
    var hints = Objects.requireNonNull(tools.get(name)).annotations();
    return List.of(hints.readOnlyHint(), hints.idempotentHint());
  }

  @Test
  void aCallAnswersWithTheOutputOfTheRun() {
    admin.apply(GREETING);

    CallToolResult result = call(agent(admin), "run_greeting", Map.of("name", "Ann"));

    assertThat(result.isError()).as(result.toString()).isFalse();
    assertThat(said(result).get("state")).isEqualTo("succeeded");
    assertThat(said(result).get("output")).isEqualTo("Hello, Ann");
    Reply run = admin.get("/api/v1/runs/" + said(result).get("run"));
    assertThat(run.text("startedBy.door")).isEqualTo("mcp");
    assertThat(admin.awaiting("/api/v1/audit?action=control:run.start").body())
        .contains("POST /mcp");
  }

  @Test
  void whatDoesNotFitTheInputIsToldWhole() {
    admin.apply(GREETING);

    CallToolResult result =
        call(agent(admin), "run_greeting", Map.of("nam", "Ann", "times", "many"));

    assertThat(result.isError()).isTrue();
    assertThat(said(result).get("code")).isEqualTo("invalid");
    assertThat(String.valueOf(said(result).get("problems"))).contains("name", "nam", "times");
    assertThat(admin.get("/api/v1/runs").at("items").toString()).isEqualTo("[]");
  }

  // The protocol's client in TypeScript refuses a failure that does not fit the output's schema.
  @Test
  void aFailureFitsTheSchemaOfTheOutput() {
    admin.apply(GREETING);
    McpSyncClient agent = agent(admin);
    Tool tool = Objects.requireNonNull(tools(agent).get("run_greeting"));
    JsonSchema output = JsonSchema.of(json(Objects.requireNonNull(tool.outputSchema())));

    for (Map<String, Object> input : List.<Map<String, Object>>of(Map.of(), Map.of("name", "x"))) {
      Object said = said(call(agent, "run_greeting", input));
      assertThat(output.check(json(said))).isEmpty();
    }
  }

  private static Json.Obj json(Object value) {
    return new JsonReader(100_000).readObject(JsonMapper.shared().writeValueAsBytes(value));
  }

  @Test
  void aRunThatFailsIsAnErrorThatIsNotSimplyTriedAgain() {
    admin.apply(
        """
        kind: workflow
        id: doomed
        spec: {tool: true, steps: [{id: a, transform: x}, {id: b, call: text.pii.mask, with: {text: x}}]}
        """);

    CallToolResult result = call(agent(admin), "run_doomed", Map.of());

    assertThat(result.isError()).as(result.toString()).isTrue();
    assertThat(said(result).get("code")).isEqualTo("no_viable_provider");
    assertThat(said(result).get("retryable")).isEqualTo(false);
    assertThat(String.valueOf(said(result).get("fields"))).contains("step=b", "run=run_");
  }

  // n8n-io/n8n#15173: the client gave up after 60 s, and the output of the workflow was lost.
  @Test
  void aRunThatGoesOnIsWaitedForByAnotherTool() {
    admin.apply(HELD);
    McpSyncClient agent = agent(admin);

    CallToolResult begun =
        call(agent, "run_held", Map.of("order", "17"), Map.of(WorkflowTools.WAIT, "0s"));

    assertThat(begun.isError()).as(begun.toString()).isFalse();
    assertThat(said(begun).get("output")).isNull();
    assertThat(String.valueOf(said(begun).get("next"))).contains("workflow_run_get");
    String run = String.valueOf(said(begun).get("run"));
    assertThat(said(call(agent, "workflow_run_get", Map.of("run", run, "wait", "0s"))).get("state"))
        .isIn("queued", "running", "waiting");
    admin.post("/api/v1/runs/%s/signals/go".formatted(run), "{}");
    CallToolResult over = call(agent, "workflow_run_get", Map.of("run", run));
    assertThat(said(over).get("output")).as(over.toString()).isEqualTo("17 went");
    assertThat(call(agent, "workflow_run_get", Map.of("run", run, "wait", "1h")).toString())
        .contains("30s");
  }

  @Test
  void aKeyAndAnInputStartOneRun() {
    admin.apply(HELD);
    McpSyncClient agent = agent(admin);
    Map<String, Object> once =
        Map.of(WorkflowTools.WAIT, "0s", WorkflowTools.KEY, "order-17", "progressToken", "p");

    List<Object> runs =
        List.of("17", "17", "18").stream()
            .map(
                order ->
                    (Object) said(call(agent, "run_held", Map.of("order", order), once)).get("run"))
            .toList();

    assertThat(runs.get(1)).isEqualTo(runs.get(0));
    assertThat(runs.get(2)).isNotEqualTo(runs.get(0));
  }

  @Test
  void aKeyThatIsMisspelledStartsNothing() {
    admin.apply(GREETING);
    McpSyncClient agent = agent(admin);
    Map<String, Object> input = Map.of("name", "Ann");

    assertThat(
            call(agent, "run_greeting", input, Map.of("io.auterity/idempotency-key", "a"))
                .toString())
        .contains("there is no 'io.auterity/idempotency-key'", WorkflowTools.KEY);
    assertThat(call(agent, "run_greeting", input, Map.of(WorkflowTools.KEY, 17)).toString())
        .contains("must be a text");
    assertThat(call(agent, "run_greeting", input, Map.of(WorkflowTools.KEY, " ")).toString())
        .contains("idempotency key");
    assertThat(call(agent, "run_greeting", input, Map.of(WorkflowTools.WAIT, "1h")).toString())
        .contains("1h");
    assertThat(admin.get("/api/v1/runs").at("items").toString()).isEqualTo("[]");
  }

  // n8n-io/n8n#14777: of several tools that were called at one time, one failed.
  @Test
  void severalToolsAreCalledAtOneTime() {
    admin.apply(GREETING);
    McpSyncClient agent = agent(admin);

    List<String> outputs;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<CallToolResult>> calls =
          IntStream.range(0, 8)
              .mapToObj(
                  each ->
                      CompletableFuture.supplyAsync(
                          () -> call(agent, "run_greeting", Map.of("name", "n" + each)), threads))
              .toList();
      outputs =
          calls.stream()
              .map(CompletableFuture::join)
              .map(each -> String.valueOf(said(each).get("output")))
              .toList();
    }
    assertThat(outputs)
        .isEqualTo(IntStream.range(0, 8).mapToObj(each -> "Hello, n" + each).toList());
  }

  // n8n-io/n8n#30607, #30615: a version that was no longer in force went on to be used.
  @Test
  void theVersionInForceCounts() {
    admin.apply(GREETING);
    McpSyncClient agent = agent(admin);
    tools(agent);

    admin.apply(
        GREETING
            .replace("Greets", "Salutes")
            .replace("name: {", "who: {")
            .replace("input.name", "input.who"));
    Tool tool = Objects.requireNonNull(tools(agent).get("run_greeting"));
    assertThat(tool.description()).startsWith("Salutes");
    assertThat(said(call(agent, "run_greeting", Map.of("who", "Ann"))).get("output"))
        .isEqualTo("Hello, Ann");

    admin.apply(GREETING.replace("tool: Greets a person by name.", "tool: false"));
    assertThat(tools(agent)).doesNotContainKeys("run_greeting", "workflow_run_get");
    assertThat(call(agent, "run_greeting", Map.of("name", "Ann")).toString())
        .contains("forbidden", "the workflow 'greeting' is no tool");
  }

  @Test
  void tenantsHaveToolsOfTheSameName() {
    Client other = server.newTenant();
    admin.apply(GREETING);
    other.apply(HELD.replace("id: held", "id: greeting"));

    assertThat(String.valueOf(tools(agent(admin)).get("run_greeting"))).contains("Of the person");
    assertThat(String.valueOf(tools(agent(other)).get("run_greeting")))
        .contains("order")
        .doesNotContain("Of the person");
  }

  @Test
  void whatAKeyMayNotDoItIsNotShown() {
    admin.apply(GREETING);
    Client reader = key("control:run.read");
    McpSyncClient reads = agent(reader);
    McpSyncClient starts = agent(key("control:run.start"));

    assertThat(tools(reads)).hasSize(3);
    assertThat(tools(starts)).containsKey("run_greeting").doesNotContainKey("workflow_run_get");
    CallToolResult result =
        call(starts, "run_greeting", Map.of("name", "Ann"), Map.of(WorkflowTools.WAIT, "0s"));
    assertThat(result.isError()).as(result.toString()).isFalse();
    Client raw = Agent.of(reader);
    assertThat(
            Agent.message(
                    Agent.send(
                        raw,
                        """
                        {"jsonrpc": "2.0", "id": 7, "method": "tools/call",
                         "params": {"name": "run_greeting", "arguments": {"name": "Ann"}}}
                        """))
                .toString())
        .contains("isError", "forbidden");
    String violations = "/api/v1/audit?action=access.violation";
    assertThat(admin.awaiting(violations, "items", "control:run.start").body())
        .contains("control:run.start");
  }
}
