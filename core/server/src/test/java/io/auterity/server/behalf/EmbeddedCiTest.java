package io.auterity.server.behalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Builds by the product's own workflows of what its own git keeps, as the guide shows them. */
@Tag("postgresql")
class EmbeddedCiTest {

  private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);
  private static final Set<String> UNDER_WAY = Set.of("pending", "running");

  private static final String RESOURCES =
      """
      {kind: provider, id: code, spec: {connector: embedded-git, config: {owner: acme}}}
      ---
      {kind: provider, id: desk, spec: {connector: embedded-tracker, config: {}}}
      ---
      {kind: provider, id: builds, spec: {connector: embedded-ci, config: {git: code}}}
      ---
      kind: workflow
      id: notes
      spec:
        input:
          commit: {type: string}
          to: {type: string, default: nobody}
        steps:
          - id: filed
            call: tracker.issue.create
            with: {project: debts, title: "Built ${input.commit} for ${input.to}"}
        output: ${filed.title}
      ---
      kind: workflow
      id: again
      spec:
        input: {}
        steps:
          - {id: next, call: ci.pipeline.trigger, with: {pipeline: {provider: builds, id: acme/deep}}}
        output: ${next.ref.id}
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> {
            BundledPlugin.write(
                "git",
                plugins,
                "jackson-core-",
                "org.eclipse.jgit-",
                "JavaEWAH-",
                "commons-codec-",
                "slf4j-api-");
            BundledPlugin.write("tracker", plugins, "jackson-core-");
            BundledPlugin.write("ci", plugins, "jackson-core-", "snakeyaml-engine-");
          });

  private final Client client = server.newTenant();

  @Test
  void aBuildRunsTheWorkflowThatItsCommitNamesAndItsLogIsFollowed() {
    client.apply(RESOURCES);
    call("tracker.project.create", "{\"key\": \"debts\", \"name\": \"Debts\"}");
    String sha =
        committed(
            "hello",
            "{format: 1, workflow: notes, inputs: {commit: '${build.commit}', to:"
                + " '${variables.TO}'}}");

    Json.Obj build =
        call(
            "ci.pipeline.trigger",
            "{\"pipeline\": {\"provider\": \"builds\", \"id\": \"acme/hello\"},"
                + " \"variables\": {\"TO\": \"all\"}}");
    assertThat(build.text("sha")).isEqualTo(sha);
    String place = place(build);
    Json.Obj ended = ended(place);

    assertThat(ended.text("state")).isEqualTo("success");
    assertThat(call("tracker.issue.list", "{\"project\": \"debts\"}").toString())
        .contains("Built %s for all".formatted(sha));
    String jobs = call("ci.job.list", "{\"build\": \"%s\"}".formatted(place)).toString();
    assertThat(jobs).contains(place + "/*", place + "/filed");
    Reply log = client.post("/api/v1/call/ci.log.stream", "{\"job\": \"%s/*\"}".formatted(place));
    assertThat(log.body()).contains("filed began", "filed completed", "run succeeded");
    Json.Obj run = (Json.Obj) ended.get("extra");
    Reply told = client.get("/api/v1/runs/" + (run == null ? "" : run.text("run")));
    assertThat(told.body()).contains("\"door\":\"behalf/1\"");
  }

  @Test
  void whoMayStartNoRunsStartsNoBuild() {
    client.apply(RESOURCES);
    committed("hello", "{format: 1, workflow: notes, inputs: {commit: c}}");
    Reply made =
        client.post(
            "/api/v1/keys",
            "{\"name\": \"builder\", \"allow\": [\"ci.*\", \"git.*\", \"control:run.read\"]}");
    Client builder = new Client(client.base()).bearer(made.text("secret"));

    Reply refused =
        builder.post("/api/v1/call/ci.pipeline.trigger", "{\"pipeline\": \"acme/hello\"}");

    assertThat(refused.status()).as(refused.body()).isEqualTo(403);
    assertThat(call("ci.build.list", "{\"pipeline\": \"acme/hello\"}").toString())
        .contains("\"items\":[]");
  }

  @Test
  void buildsThatStartBuildsEndAtADepth() {
    client.apply(RESOURCES);
    committed("deep", "{format: 1, workflow: again}");

    call("ci.pipeline.trigger", "{\"pipeline\": \"acme/deep\"}");

    Json.Obj deepest = ended("acme/deep#4");
    assertThat(deepest.text("state")).isEqualTo("failure");
    assertThat(deepest.toString()).contains("nested deeper than 4");
    assertThat(call("ci.build.list", "{\"pipeline\": \"acme/deep\"}").toString())
        .doesNotContain("acme/deep#5");
    Json.Obj told = (Json.Obj) ended("acme/deep#1").get("extra");
    String run = told == null ? "" : told.text("run");
    Reply calls = client.get("/api/v1/decisions?capability=git.content.get&run=" + run);
    assertThat(calls.body()).as("calls on behalf count to the step").contains("git.content.get");
  }

  @Test
  void whatATriggerHasLedToByWayOfABuildStartsItNoMore() {
    client.apply(RESOURCES);
    client.apply(
        """
        {kind: workflow, id: seed, spec: {steps: [{id: a, transform: 1}]}}
        ---
        {kind: workflow, id: last, spec: {input: {led: {type: string}}, steps: [{id: a, transform: 1}]}}
        ---
        kind: workflow
        id: wrap
        spec:
          steps:
            - id: built
              call: ci.pipeline.trigger
              with: {pipeline: {provider: builds, id: acme/hello}}
        """);
    call("tracker.project.create", "{\"key\": \"debts\", \"name\": \"Debts\"}");
    committed("hello", "{format: 1, workflow: notes, inputs: {commit: c}}");
    String loop = onRuns("wrap", "event.data.workflow in ['seed', 'notes']", "{}");
    String told =
        onRuns(
            "last", "event.data.workflow == 'notes'", "{\"led\": \"${event.data.triggers[0]}\"}");

    client.post("/api/v1/workflows/seed/runs", "{\"input\": {}}");
    Reply last = client.awaiting("/api/v1/triggers/" + told + "/starts", "items", "started");

    assertThat(client.get("/api/v1/runs/" + last.text("items.0.run") + "/input").body())
        .contains(loop);
    Json starts = client.get("/api/v1/triggers/" + loop + "/starts").at("items");
    assertThat(((Json.Arr) starts).items()).hasSize(1);
  }

  @Test
  void aRunOfABuildIsStartedByWhoHasStartedTheRunThatBuilds() {
    client.apply(RESOURCES);
    client.apply(
        """
        {kind: workflow, id: told, spec: {steps: [{id: a, transform: "${run.starter}"}], output: "${a}"}}
        ---
        kind: workflow
        id: asked
        spec:
          triggers: [{id: ask, form: {}}]
          steps:
            - id: built
              call: ci.pipeline.trigger
              with: {pipeline: {provider: builds, id: acme/hello}}
        """);
    committed("hello", "{format: 1, workflow: told}");
    String form = "/api/v1/triggers/" + client.get("/api/v1/triggers").text("items.0.id") + "/form";

    Reply sent = client.keyWith("operator").post(form, "{\"input\": {}}");

    assertThat(sent.status()).as(sent.body()).isEqualTo(202);
    Reply runs = client.awaiting("/api/v1/runs?workflow=told", "items", "succeeded");
    assertThat(runs.text("items.0.startedBy.name")).isEqualTo("operator");
  }

  /** Starts runs of a workflow at the ends of others; the id of the trigger. */
  private String onRuns(String workflow, String when, String input) {
    Reply made =
        client.post(
            "/api/v1/triggers",
            """
            {"name": "%1$s", "workflow": "%1$s", "on": "event",
             "type": "io.auterity.run.completed.v1", "when": "${%2$s}", "input": %3$s}
            """
                .formatted(workflow, when, input));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.text("id");
  }

  @Test
  void aRepeatedCallGivesTheSameBuild() {
    client.apply(RESOURCES);
    committed("hello", "{format: 1, workflow: notes, inputs: {commit: c}}");
    Client repeating = client.with("Idempotency-Key", "build-once");

    String first =
        place(repeating.post("/api/v1/call/ci.pipeline.trigger", "{\"pipeline\": \"acme/hello\"}"));
    String again =
        place(repeating.post("/api/v1/call/ci.pipeline.trigger", "{\"pipeline\": \"acme/hello\"}"));

    assertThat(again).isEqualTo(first);
    assertThat(call("ci.build.list", "{\"pipeline\": \"acme/hello\"}").toString())
        .doesNotContain("acme/hello#2");
  }

  /** Makes a repository with a build file; the hash of its commit. */
  private String committed(String name, String file) {
    call("git.repository.create", "{\"name\": \"%s\", \"init\": true}".formatted(name));
    Json.Obj commit =
        call(
            "git.commit.create",
            """
            {"repository": "acme/%s", "branch": "main", "message": "Build",
             "changes": [{"action": "create", "path": ".auterity/build.yaml", "text": "%s"}]}
            """
                .formatted(name, file));
    return String.valueOf(commit.text("sha"));
  }

  private Json.Obj ended(String place) {
    long end = System.nanoTime() + LIMIT;
    Reply build = build(place);
    while (System.nanoTime() < end
        && (build.status() == 404 || UNDER_WAY.contains(String.valueOf(build.text("state"))))) {
      LockSupport.parkNanos(20_000_000);
      build = build(place);
    }
    assertThat(build.status()).as(build.body()).isEqualTo(200);
    return build.json();
  }

  private Reply build(String place) {
    return client.post("/api/v1/call/ci.build.get", "{\"build\": \"%s\"}".formatted(place));
  }

  private static String place(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return place(reply.json());
  }

  private static String place(Json.Obj build) {
    return build.get("ref") instanceof Json.Obj ref ? String.valueOf(ref.text("id")) : "";
  }

  private Json.Obj call(String capability, String input) {
    Reply reply = client.post("/api/v1/call/" + capability, input);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }
}
