package io.auterity.server.bounds;

import io.auterity.platform.call.CallOptions;
import io.auterity.platform.config.Settings;
import io.auterity.platform.expression.BadExpressionException;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.ExpressionCompiler;
import io.auterity.platform.expression.TemplateCompiler;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.PathBound;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.secret.NewSecret;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.relay.decision.log.Backlog;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.web.json.WebJson;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.event.CustomEvents;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What holds each row of the guide's table of inputs. */
final class InputRows {

  /**
   * One row.
   *
   * @param bound as the code or the default of the setting has it
   * @param beyond sends a little more and tells how that is refused; null where that is tested
   *     elsewhere, as it takes many connections or much time
   */
  record Row(String input, long bound, @Nullable Callable<Refusal> beyond) {

    /** By what its bound is. */
    String by() {
      return RowOwners.of(input);
    }
  }

  /** How it is refused; the status of HTTP is 0 where no request was made. */
  record Refusal(String code, int status) {

    static Refusal of(Reply reply) {
      Json code = reply.at("code").equals(Json.NULL) ? reply.at("error.code") : reply.at("code");
      return new Refusal(
          code instanceof Json.Str(String text) ? text : code.toString(), reply.status());
    }

    @Override
    public String toString() {
      return status == 0 ? code : "%s (%d)".formatted(code, status);
    }
  }

  private interface Act {
    void run() throws Exception;
  }

  private static final Json NUMBER = Json.of(1);

  private final RunningServer server;
  private final Client console;
  private final Client gateway;

  private InputRows(RunningServer server, Client client) {
    this.server = server;
    this.console = client;
    this.gateway = new Client(server.gateway().toString()).bearer(client.key());
  }

  static List<Row> all(RunningServer server, Client client) {
    return new InputRows(server, client).rows();
  }

  private List<Row> rows() {
    return List.of(
        driven(
            "Console, API: body of a request",
            Settings.DEFAULT.limits().bodyBytes(),
            most -> Refusal.of(console.post("/api/v1/keys", text(most + 1)))),
        driven(
            "Console, sign-in: body before it is known who calls",
            constant("BodyLimit.CREDENTIAL"),
            most -> Refusal.of(server.anonymous().post("/api/v1/session", text(most + 1)))),
        driven(
            "AI gateway: body of a request",
            Settings.DEFAULT.limits().bodyBytes(),
            most -> Refusal.of(gateway.post("/v1/chat/completions", text(most + 1)))),
        driven(
            "AI gateway: head of a request",
            constant("Listener.HEADER_BYTES"),
            most -> Refusal.of(gateway.with("x", "x".repeat((int) most)).get("/v1/models"))),
        driven(
            "AI gateway: first line of a request",
            constant("Listener.LINE_BYTES"),
            most -> Refusal.of(gateway.get("/v1/models?x=" + "x".repeat((int) most)))),
        driven(
            "JSON of a request: values",
            Settings.DEFAULT.limits().bodyValues(),
            most -> Refusal.of(console.post("/api/v1/call/a.b.c", values(most)))),
        driven(
            "JSON of a request at the AI gateway: values",
            Settings.DEFAULT.limits().bodyValues(),
            most -> Refusal.of(gateway.post("/v1/chat/completions", values(most)))),
        held(
            "Memory of all requests' bodies and all answers of vendors",
            constant("MemoryPool.PART_OF_HEAP")),
        held(
            "Memory of the bodies and answers of one tenant",
            2 * constant("MemoryPool.PART_OF_HEAP")),
        held("Wait for memory", constant("MemoryPool.LONGEST_WAIT")),
        held("Memory of a value of JSON", constant("ValueCount.WEIGHT")),
        held("Memory of a number in a list of JSON", constant("ValueCount.ELEMENT_WEIGHT")),
        held("Memory of a body that is not held whole", constant("MemoryPool.WINDOW")),
        held(
            "Memory of a byte of a vendor's reply that is read whole",
            constant("CallMemory.BYTE_WEIGHT")),
        held(
            "Memory of a byte of an event that an AI vendor streams", constant("PieceMemory.BYTE")),
        held("Memory of a byte of a line that a connector file cuts", constant("StreamRun.WEIGHT")),
        held(
            "Memory of a byte of a file that a connector file answers",
            constant("ReplyBytes.WRITTEN")),
        held("Memory of a letter of a database's row", constant("RowReader.LETTER")),
        held("Memory of a byte of a mail", constant("MailBytes.BYTE")),
        held("Memory of a byte of a file in embedded git", constant("Contents.BYTE")),
        held(
            "Memory of a byte of a page or file of embedded knowledge",
            constant("PagesAtHead.BYTE")),
        held("AI gateway: requests at one time", constant("Listener.MOST_REQUESTS")),
        held(
            "AI gateway: requests of a tenant at one time", constant("Listener.MOST_REQUESTS") / 2),
        held(
            "AI gateway: callers that are looked up at one time",
            constant("RequestAdmission.MOST_STRANGERS")),
        held("AI gateway: connections", constant("Listener.MOST_CONNECTIONS")),
        held("Console, API: requests at one time", constant("RequestFilters.MOST_REQUESTS")),
        held(
            "Console, API: requests of a tenant at one time",
            constant("RequestFilters.MOST_REQUESTS") / 2),
        held(
            "Transactions of a tenant at one time",
            constant("ConfinedPool.SIZE") - constant("Database.KEPT")),
        held(
            "Decisions of a tenant that wait to be written",
            Backlog.Bound.STANDARD.decisions() / 2),
        held("Head of a request, both ports: time from its first byte", 20),
        held("Body of a request, both ports: pace", 1024),
        held(
            "Protocol clients (git, packages): body of a request",
            Settings.DEFAULT.inbound().bodyBytes()),
        held(
            "Protocol clients (git, packages): requests at one time",
            constant("InboundDoor.MOST_SERVED")),
        held(
            "Protocol clients (git, packages): requests of a tenant at one time",
            constant("InboundDoor.MOST_SERVED_OF_TENANT")),
        held("Webhook: body of a delivery", constant("WebhookDoor.MOST_BYTES")),
        held("Webhooks: deliveries to one, a second", constant("WebhookPace.A_SECOND")),
        held(
            "Webhooks of a tenant: deliveries a second",
            constant("WebhookPace.A_SECOND_OF_TENANT")),
        driven(
            "MCP: body of a message",
            constant("McpEndpoint.LARGEST"),
            most -> Refusal.of(mcp(text(most + 1)))),
        driven(
            "MCP: values of a message",
            Settings.DEFAULT.limits().bodyValues(),
            most -> Refusal.of(mcp(values(most)))),
        held("AI gateway: thoughts that are kept", constant("RecentPieces.ROOM")),
        held(
            "AI gateway: thoughts of a tenant that are kept", constant("RecentPieces.TENANT_ROOM")),
        held(
            "AI gateway: thoughts before one call that are kept", constant("KeptThoughts.LARGEST")),
        driven(
            "Console, API: head of a request",
            8_192,
            most -> Refusal.of(console.with("x", "x".repeat((int) most)).get("/api/v1/session"))),
        driven(
            "Console, API: entries of a page",
            constant("Paging.MOST"),
            most -> Refusal.of(console.get("/api/v1/decisions?limit=" + (most + 1)))),
        held(
            "Rest of a body that is refused, both ports: what is read of it",
            Settings.DEFAULT.limits().bodyBytes()),
        held("Live view of runs: watchers", constant("LiveSockets.WATCHERS")),
        held(
            "Live view of runs: watchers of a tenant",
            constant("LiveSockets.WATCHERS_OF_A_TENANT")),
        held(
            "Views of runs of Temporal: runs whose events are kept read",
            constant("RecentFolds.MOST")),
        held("Views of runs of Temporal: memory of these events", constant("RecentFolds.ROOM")),
        held(
            "Views of runs of Temporal: memory of these events of a tenant",
            constant("RecentFolds.TENANT_ROOM")),
        held("Starts of runs: new runs that wait for room", constant("EngineSettings.MOST_QUEUED")),
        held(
            "Starts of runs: new runs of a tenant that wait for room",
            constant("EngineSettings.MOST_QUEUED") / 2),
        held(
            "Starts of runs: runs of a tenant that wait at servers that stand by",
            constant("RunArrivalStore.MOST")),
        held(
            "Runs of a key of limits.runs that are not over",
            constant("RunLimits.MOST_UNFINISHED")),
        held("Runs of a workflow that wait by limits.settle", constant("RunLimits.MOST_SETTLING")),
        held(
            "Key of limits.runs, limits.starts and limits.settle",
            constant("RunTemplates.LONGEST_KEY")),
        held("Run that goes again: events", constant("RunLoader.MOST_EVENTS")),
        held("Run that goes again: bytes of its events", constant("RunLoader.MOST_BYTES")),
        held(
            "Run that goes again in another one: events that are taken over",
            constant("RunAcceptance.MOST_PAST")),
        held("Bulk act: runs", constant("RunBulk.MOST")),
        held("Bulk acts of a tenant at one time", constant("RunBulk.MOST_AT_ONCE")),
        held("Messages to a run that wait", constant("RunInboxStore.MOST")),
        held("Messages to a run that wait: bytes", constant("RunInboxStore.MOST_BYTES")),
        held("Trial of a guardrail: text", constant("GuardrailController.LONGEST")),
        held("Keys that are imported at one time", constant("ApiKeys.MOST_AT_ONCE")),
        held("Webhook: values of a delivery in JSON", constant("OpenWebhooks.MOST_VALUES")),
        held("Webhook: headers of a delivery", constant("HookController.MOST_HEADERS")),
        held("Webhook: token of a vendor", constant("IdTokens.LONGEST")),
        held("Webhook: keys that a vendor publishes", constant("IssuerRequests.LARGEST")),
        held("Webhook: values of the keys of a vendor", constant("IssuerRequests.MOST_VALUES")),
        held(
            "Webhook: sets of keys of vendors that are kept for a tenant",
            constant("VendorTokens.MOST_OF_TENANT")),
        held("Webhook of a trigger: body of a call", constant("CallBody.MOST_BYTES")),
        held("Webhook of a trigger: values of a call in JSON", constant("CallBody.MOST_VALUES")),
        held(
            "Webhook of a trigger: headers that expressions read",
            constant("TriggerWebhookDoor.MOST_SHOWN")),
        held("Link to vote: body of a vote", constant("VoteLinkController.MOST_BYTES")),
        held("Sign-in: reply of an issuer", constant("IssuerRequests.LARGEST")),
        held("Sign-in: values of a reply of an issuer", constant("IssuerRequests.MOST_VALUES")),
        held("Sign-in: token of an issuer", constant("IdTokens.LONGEST")),
        held("AI gateway: field of a form", constant("UploadedForm.LONGEST_FIELD")),
        held(
            "AI gateway: line of the head of a part of a form", constant("Multipart.LONGEST_LINE")),
        held("AI gateway: files that one call names", constant("NamedFiles.LARGEST")),
        held("AI gateway: name of a model", constant("CallOptions.LONGEST_MODEL")),
        held("AI gateway: JSON that stands in a text, values", constant("FlatTools.MOST_VALUES")),
        held(
            "AI gateway: files and open batches of a tenant",
            Settings.DEFAULT.batches().tenantBytes()),
        held("Files of one embedded provider", Settings.DEFAULT.files().providerBytes()),
        held("Result of a step", constant("StepResults.MAX_PAYLOAD")),
        held("Output of a run", constant("RunHeadChanges.MAX_OUTPUT")),
        held("Input that a trigger gives", constant("InputBound.MOST")),
        held("Event of one's own: its data", CustomEvents.LARGEST),
        held("Event of one's own: its subject", CustomEvents.LONGEST_SUBJECT),
        held("Reply of a vendor: values of JSON", constant("Reply.MOST_VALUES")),
        held("Connector file: body of a request to a vendor", constant("RequestBody.MOST_BYTES")),
        driven(
            "JSON: nesting",
            constant("JsonReader.DEPTH"),
            most -> refused(() -> json("[".repeat((int) most + 1) + "]".repeat((int) most + 1)))),
        driven(
            "JSON at the console: one text",
            WebJson.MAX_TEXT,
            most -> Refusal.of(console.post("/api/v1/keys", text(most + 1)))),
        driven(
            "YAML: nesting",
            constant("YamlReader.DEPTH"),
            most -> refused(() -> yaml("[".repeat((int) most + 1) + "]".repeat((int) most + 1)))),
        driven(
            "YAML: values once aliases are followed",
            constant("YamlReader.PARTS"),
            most -> refused(() -> yaml("- 1\n".repeat((int) most + 1)))),
        driven(
            "YAML: one value",
            constant("YamlReader.LONGEST"),
            most -> refused(() -> yaml("x".repeat((int) most + 1)))),
        driven(
            "YAML: one name",
            PathBound.NAME,
            most -> refused(() -> yaml("? " + "n".repeat((int) most + 1) + "\n: 1"))),
        driven(
            "YAML: text once aliases are followed",
            constant("YamlReader.CHARACTERS"),
            most -> refused(() -> yaml(repeated(1_000_000, most / 1_000_000)))),
        driven(
            "YAML, resources in JSON: paths of all values together",
            PathBound.PATHS,
            most -> refused(() -> yaml("? " + "n".repeat(1_000) + "\n: [" + zeros(most / 1_000)))),
        held("Problems that are told at once", Problem.MOST),
        held("Apply: a text of resources", constant("ResourceDraft.MAX_CHARACTERS")),
        held("`auterity.yaml`", constant("SettingsLoader.LARGEST_FILE")),
        held("Connector file", constant("ConnectorFileReader.MOST_BYTES")),
        held(
            "Connector file: values once aliases are followed",
            constant("ConnectorFileReader.MOST_PARTS")),
        held("Manifest of a plugin", constant("ManifestReader.MAX_CHARACTERS")),
        driven(
            "Expression",
            constant("FunctionLibrary.MAX_LENGTH"),
            most -> refused(() -> expression("1" + " ".repeat((int) most)))),
        driven(
            "Expression: parts",
            constant("FunctionLibrary.MAX_NODES"),
            most -> refused(() -> expression("[1" + ",1".repeat((int) most) + "].size()"))),
        held(
            "Expression: steps of loops while it runs", constant("FunctionLibrary.MAX_ITERATIONS")),
        driven(
            "Expression: values that it makes",
            constant("FunctionLibrary.MOST_VALUES"),
            most -> evaluated("${[x, x]}", new Json.Arr(Collections.nCopies((int) most, NUMBER)))),
        driven(
            "Expression: text that it makes",
            constant("FunctionLibrary.MOST_CHARACTERS"),
            most -> evaluated("${x + 'x'}", Json.of("x".repeat((int) most)))),
        held("Workflow, trigger: values of one value", constant("TemplateCompiler.MOST_VALUES")),
        held("Workflow, trigger: text of one value", constant("TemplateCompiler.MOST_CHARACTERS")),
        held("Workflow: steps", constant("DefinitionLimits.STEPS")),
        held("Workflow: levels of steps inside steps", constant("DefinitionLimits.DEPTH")),
        held("Workflow: expressions", constant("DefinitionLimits.EXPRESSIONS")),
        held("Script: its text", constant("ScriptRun.LONGEST")),
        held("Script: its time", constant("ScriptRun.MOST")),
        held("Script: what it is given or returns", constant("Frames.MOST_JSON")),
        held("Script: what it writes to the console", constant("Frames.MOST_LOG")),
        held("Script: those that wait", constant("PluginPlaces.WAITING")),
        held("Script: those of a tenant that wait", constant("PluginPlaces.WAITING") / 2),
        held("Script: those of a provider that wait", constant("PluginPlaces.WAITING") / 4),
        held("Script: those that run", constant("ScriptProcesses.MOST")),
        held(
            "Script: those of a tenant that run",
            constant("ScriptProcesses.MOST") - constant("PluginPlaces.KEPT")),
        held(
            "Models of this machine: calls of a tenant that wait",
            constant("CpuBoundWork.MOST_WAITING") / 2),
        held(
            "Checks of providers of a tenant at one time",
            constant("ProviderHealthChecks.AT_ONE_TIME") - constant("ProviderHealthChecks.KEPT")),
        held("Input of a run", constant("RunBirths.MAX_INPUT")),
        held("Input of a run: one text", constant("InputCheck.MAX_TEXT")),
        driven(
            "Secret",
            constant("NewSecret.LONGEST"),
            most -> refused(() -> NewSecret.of("s", "x".repeat((int) most + 1)))),
        driven(
            "Labels of a call",
            constant("CallOptions.MOST_LABELS"),
            most -> refused(() -> CallOptions.labels(labels(most + 1)))),
        driven(
            "Label of a call: value",
            constant("CallOptions.LONGEST_VALUE"),
            most -> refused(() -> CallOptions.labels(Map.of("a", "x".repeat((int) most + 1))))),
        driven(
            "Models that a call names as alternatives",
            constant("CallOptions.MOST_MODELS"),
            most ->
                refused(() -> CallOptions.models(Collections.nCopies((int) most + 1, "model")))),
        driven(
            "Idempotency key of a call",
            constant("CallOptions.LONGEST_KEY"),
            most -> refused(() -> CallOptions.idempotencyKey("x".repeat((int) most + 1)))),
        driven(
            "Time of a call",
            constant("CallOptions.LONGEST"),
            most -> refused(() -> CallOptions.timeout(most + 1 + "s", CallOptions.USUAL))),
        held("AI gateway: uploaded file", Settings.DEFAULT.batches().fileBytes()),
        held("AI gateway: parts of a form", constant("Multipart.MOST_PARTS")),
        held("AI gateway: lines of a batch", constant("BatchInput.MOST_LINES")),
        held("AI gateway: line of a batch", constant("BatchInput.LONGEST_LINE")),
        held(
            "List of a connector file: pages in a row without an item that lead on",
            constant("PageDialect.MOST_EMPTY")),
        held(
            "List of a connector file: pages in a row without an item that lead to the next number",
            constant("PageDialect.MOST_EMPTY_COUNTED")),
        held(
            "List of an HTTP service: pages in a row without an item that lead on",
            constant("PagedList.MOST_EMPTY")),
        held(
            "List of an HTTP service: pages in a row without an item that lead to the next number",
            constant("PagedList.MOST_EMPTY_COUNTED")),
        held(
            "Limits of a vendor that were met: what they are counted by",
            constant("KeyedRests.MOST")),
        held("Reply of a vendor: head", constant("HttpTransport.HEADER_BYTES")),
        held("Reply of a vendor: one text of JSON", constant("Reply.LONGEST_TEXT")),
        held("Reply of a vendor: names and values of a form", constant("FormText.MOST")),
        held(
            "Reply of a vendor: line of a stream of a connector file",
            constant("StreamParser.LONGEST_LINE")),
        held(
            "Reply of a vendor: event of a stream of a connector file",
            constant("StreamParser.LONGEST_EVENT")),
        held("Reply of an AI vendor: line of a stream", constant("SseChatDecoder.LONGEST_LINE")),
        held("git, push: commands before the pack", constant("PushHead.MOST_BYTES")),
        held("git, push: refs", constant("PushHead.MOST_REFS")),
        held("git, push: one object", constant("Push.LARGEST_OBJECT")),
        held("git, push: a tree", constant("ObjectRules.LARGEST_TREE")),
        held("git, push: a commit or tag", constant("ObjectRules.LARGEST_COMMIT")),
        held(
            "git, push: large files that come as differences, in memory at one time",
            constant("ObjectRoom.MOST_OF_ONE")),
        held("git, push: objects", constant("PackWeight.MOST_OBJECTS")),
        held("git, push: objects when they are whole", constant("PackWeight.MOST_INFLATED")),
        held("git, push: tags that a tag leads through", constant("Push.MOST_TAGS")),
        held("git: differences that an object comes from", constant("DeltaBases.DEEPEST")),
        held(
            "git, pushes and fetches of all: memory of objects",
            constant("ObjectRoom.SHARE_OF_HEAP")),
        held("Embedded git: paths that a call visits", constant("PathBudget.MOST")),
        held("Embedded git: paths that a call visits, together", constant("PathBudget.MOST_BYTES")),
        held("Embedded git: one path", constant("PathBudget.LONGEST")));
  }

  private Reply mcp(String message) {
    return console.with("Accept", "application/json, text/event-stream").post("/mcp", message);
  }

  private interface Driver {
    Refusal beyond(long most) throws Exception;
  }

  private static Row driven(String input, long bound, Driver driver) {
    return new Row(input, bound, () -> driver.beyond(bound));
  }

  private static Row held(String input, long bound) {
    return new Row(input, bound, null);
  }

  private static long constant(String name) {
    return SourceConstant.of(name);
  }

  private static Refusal refused(Act act) throws Exception {
    try {
      act.run();
      return new Refusal("taken", 0);
    } catch (CallFailedException e) {
      return new Refusal(e.failure().code().wire(), 0);
    } catch (MalformedYamlException | BadExpressionException e) {
      return new Refusal("invalid", 0);
    }
  }

  private static void json(String text) {
    new JsonReader(1_000_000).read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void yaml(String text) {
    new YamlReader(100_000_000).read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void expression(String text) {
    new ExpressionCompiler(Map.of()).compile(text);
  }

  // A text under an anchor, and so many aliases of it.
  private static String repeated(int characters, long times) {
    String text = "x".repeat(characters);
    return "- &x " + text + "\n" + "- *x\n".repeat((int) times);
  }

  private static String zeros(long count) {
    return "0,".repeat((int) count) + "0]";
  }

  private static Refusal evaluated(String template, Json x) {
    try {
      TemplateCompiler.ofRuns(Map.of("x", ValueType.Scalar.ANY))
          .compile(Json.of(template))
          .evaluate(name -> x);
      return new Refusal("taken", 0);
    } catch (EvaluationException e) {
      return new Refusal("invalid", 0);
    }
  }

  private static Map<String, String> labels(long count) {
    Map<String, String> labels = new HashMap<>();
    for (long i = 0; i < count; i++) {
      labels.put("l" + i, "x");
    }
    return labels;
  }

  // With the one around them.
  private static String values(long count) {
    return "[" + "0,".repeat((int) count - 1) + "0]";
  }

  private static String text(long bytes) {
    return "{\"name\": \"%s\"}".formatted("x".repeat((int) bytes));
  }
}
