package io.auterity.server.mcp;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.id.Ids;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.server.mcp.AgentTool.ToolCall;
import io.auterity.server.runs.AuditedStarts;
import io.auterity.server.runs.Run;
import io.auterity.server.runs.RunController;
import io.auterity.server.runs.RunEnds;
import io.auterity.server.runs.RunsPart;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.registry.DeployedWorkflow;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.view.RunDetail;
import io.auterity.workflow.view.RunOverview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Workflows as tools: those whose file says {@code tool}, as they are in force, to callers that may
 * start runs. A call starts a run and waits for its end as long as a caller of REST can; where the
 * run goes on, the answer says so, and another tool waits on.
 */
public record WorkflowTools(Workflows workflows, Catalogue catalogue, RunsPart runs) {

  /** What the name of a tool has before the id of its workflow. */
  static final String PREFIX = "run_";

  /** The tool that waits on for a run. */
  static final String GET = "workflow_run_get";

  /** In {@code _meta} of a call: the same key and input start one run. */
  static final String KEY = "io.auterity/idempotency_key";

  /** In {@code _meta} of a call: how long to wait for the end of the run, e.g. {@code 5s}. */
  static final String WAIT = "io.auterity/wait";

  private static final String OWN = "io.auterity/";
  private static final Set<String> META = Set.of(KEY, WAIT);

  // Clients of the protocol wait for 20 s at least, unless they are told otherwise.
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String DOOR = "mcp";
  private static final Set<StepType> UNKNOWN = Set.of(StepType.RUN, StepType.ASK);

  private static final Json.Obj INPUT_OF_GET =
      ToolList.input(
          List.of("run"),
          Json.EMPTY
              .with("run", ToolList.text("Id of the run"))
              .with(
                  "wait",
                  ToolList.text("How long to wait for its end, up to 30s; 15s when absent")));

  private static final JsonSchema OF_GET = JsonSchema.of(INPUT_OF_GET);

  // Clients of others check failures by it too, so it requires nothing.
  private static final Json.Obj RESULT =
      Json.EMPTY
          .with("type", Json.of("object"))
          .with(
              "properties",
              Json.EMPTY
                  .with("run", ToolList.text("Id of the run"))
                  .with("state", ToolList.text("queued, running, waiting or succeeded"))
                  .with(
                      "output",
                      Json.EMPTY.with("description", Json.of("What it answers, once succeeded")))
                  .with("next", ToolList.text("What to do while it is not over"))
                  .with("code", ToolList.text("Of a failure, e.g. invalid"))
                  .with("message", ToolList.text("Of a failure")));

  /** The tools of a caller, workflows in the order of their ids. */
  List<AgentTool> of(Caller caller) {
    if (!may(caller, RunController.START)) {
      return List.of();
    }
    List<AgentTool> tools =
        new ArrayList<>(
            workflows.all(caller.scope()).values().stream()
                .map(DeployedWorkflow::workflow)
                .filter(each -> each.tool() != null)
                .limit(McpTools.MOST)
                .map(this::tool)
                .toList());
    if (!tools.isEmpty() && may(caller, RunController.READ)) {
      tools.addFirst(get());
    }
    return tools;
  }

  /**
   * The tool of a name; null where no workflow has it.
   *
   * @throws CallFailedException {@code forbidden} when the caller may not start runs, or the
   *     workflow is no tool; {@code unavailable} when the rights cannot be read
   */
  @Nullable AgentTool find(Caller caller, String name) {
    if (name.equals(GET)) {
      return get();
    }
    if (!name.startsWith(PREFIX)) {
      return null;
    }
    runs.rights.require(caller, RunController.START);
    String id = name.substring(PREFIX.length());
    DeployedWorkflow deployed = workflows.all(caller.scope()).get(id);
    if (deployed == null) {
      return null;
    }
    if (deployed.workflow().tool() == null) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "the workflow '%s' is no tool; write tool: true in its file".formatted(id));
    }
    return tool(deployed.workflow());
  }

  private AgentTool tool(Workflow workflow) {
    String told = Objects.requireNonNullElse(workflow.tool(), "");
    String description = told.isEmpty() ? "Runs the workflow '%s'.".formatted(workflow.id()) : told;
    Effect effect = effect(workflow);
    return new AgentTool(
        PREFIX + workflow.id(),
        workflow.id(),
        description,
        workflow.inputSchema(),
        RESULT,
        effect == Effect.NONE,
        effect != Effect.NON_IDEMPOTENT,
        call -> start(workflow.id(), call));
  }

  // The strongest of its steps; what other runs and people do is not known.
  private Effect effect(Workflow workflow) {
    return workflow.nodes().stream().map(this::effect).max(Effect::compareTo).orElse(Effect.NONE);
  }

  private Effect effect(Node node) {
    if (UNKNOWN.contains(node.type())) {
      return Effect.NON_IDEMPOTENT;
    }
    return node instanceof Node.Call call
        ? catalogue.find(call.capability()).map(each -> each.effect()).orElse(Effect.NON_IDEMPOTENT)
        : Effect.NONE;
  }

  private AgentTool get() {
    return new AgentTool(
        GET,
        "workflow run get",
        "Waits for the end of a run that one of the tools run_… has started; tells its output.",
        INPUT_OF_GET,
        RESULT,
        true,
        true,
        ToolList.checked(OF_GET, this::get));
  }

  private Json.Obj get(Caller caller, Json.Obj arguments) {
    runs.rights.require(caller, RunController.READ);
    UUID run = Invocation.RUN_ID.read(Objects.requireNonNullElse(arguments.text("run"), ""));
    Duration patience = patience(arguments.text("wait"));
    return awaited(caller, runs.runViews.summary(caller.scope(), run).id(), patience);
  }

  private Json.Obj start(String workflow, ToolCall call) {
    Caller caller = call.caller();
    RunRequest request =
        new RunRequest(
                caller.scope(), caller.principal(), DOOR, workflow, call.arguments(), Map.of())
            .under(TraceContext.current());
    Map<String, String> meta = meta(call.meta());
    Duration patience = patience(meta.get(WAIT));
    UUID id = id(request, CallOptions.idempotencyKey(meta.get(KEY)));
    UUID run =
        new AuditedStarts(runs.rights.authorizer(), runs.rights.audit())
            .start(
                request,
                caller.act(RunController.START),
                () -> id == null ? runs.engine.submit(request) : runs.engine.submit(request, id));
    return awaited(caller, run, patience);
  }

  // What others have there is theirs.
  private static Map<String, String> meta(Json.Obj meta) {
    Map<String, String> own = new HashMap<>();
    meta.fields()
        .forEach(
            (name, value) -> {
              if (name.startsWith(OWN)) {
                own.put(name, text(name, value));
              }
            });
    return own;
  }

  private static String text(String name, Json value) {
    if (!META.contains(name)) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "_meta: there is no '%s'; %s".formatted(name, Nearest.fix(name, META)));
    }
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw new CallFailedException(
        FailureCode.INVALID, "_meta: '%s' must be a text".formatted(name));
  }

  private static Duration patience(@Nullable String wait) {
    return wait == null ? PATIENCE : RunEnds.patience(wait);
  }

  private static @Nullable UUID id(RunRequest request, @Nullable String key) {
    if (key == null) {
      return null;
    }
    Json whole =
        Json.array(
            List.of(
                Json.of(request.scope().tenant().toString()),
                Json.of(request.principal().id().toString()),
                Json.of(request.workflow()),
                request.input(),
                Json.of(key)));
    return Ids.derived(Digest.of(whole).bytes());
  }

  private Json.Obj awaited(Caller caller, UUID run, Duration atMost) {
    return runs.ends
        .await(caller.scope(), run, atMost)
        .map(ended -> ended(caller, ended))
        .orElseGet(() -> underWay(caller, runs.runViews.summary(caller.scope(), run)));
  }

  private Json.Obj ended(Caller caller, RunDetail ended) {
    RunOverview summary = ended.summary();
    if (summary.phase() != RunPhase.SUCCEEDED) {
      throw new CallFailedException(failed(summary));
    }
    Run run = runs.runs.run(caller.scope(), ended);
    return told(summary).with("output", Objects.requireNonNullElse(run.output(), Json.NULL));
  }

  // Whether the step may be tried again does not say that of the whole run: what it did stays.
  private static Failure failed(RunOverview run) {
    Failure failure =
        Objects.requireNonNullElseGet(
            run.failure(), () -> Failure.of(FailureCode.CANCELLED, "the run was cancelled"));
    Map<String, String> fields = new HashMap<>(failure.fields());
    fields.put("run", Invocation.RUN_ID.write(run.id()));
    fields.put("state", run.phase().wire());
    if (run.failedStep() != null) {
      fields.put("step", run.failedStep());
    }
    return failure.withFields(fields).withRetryable(false).withApplied(Applied.UNKNOWN);
  }

  private Json.Obj underWay(Caller caller, RunOverview run) {
    String waits =
        run.stalled() != null
            ? "It cannot be carried on: %s. ".formatted(run.stalled().message())
            : run.paused() != null ? "%s has paused it. ".formatted(run.paused().by()) : "";
    String next =
        may(caller, RunController.READ)
            ? "It goes on by itself; do not start it again. Call %s with this run for its end."
                .formatted(GET)
            : "It goes on by itself; do not start it again. This key may not ask for its end.";
    return told(run).with("next", Json.of(waits + next));
  }

  private static Json.Obj told(RunOverview run) {
    return Json.EMPTY
        .with("run", Json.of(Invocation.RUN_ID.write(run.id())))
        .with("state", Json.of(run.phase().wire()));
  }

  private boolean may(Caller caller, Act act) {
    return runs.rights.authorizer().authorize(caller.scope(), caller.principal(), act).permits();
  }
}
