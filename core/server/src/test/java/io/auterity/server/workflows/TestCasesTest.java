package io.auterity.server.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class TestCasesTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String TEXT =
      """
      kind: workflow
      id: greet
      spec:
        input: {name: {type: string}}
        steps:
          - {id: known, call: text.pii.mask, with: {text: "${input.name}"}}
          - id: hello
            branch:
              - when: ${known.text == 'Ann'}
                steps: [{id: short, transform: Hi}]
              - else: [{id: long, transform: "Hello ${known.text}"}]
      """;
  private static final String ANN =
      """
      {"input": {"name": "x"}, "pins": {"known": {"output": {"text": "Ann"}}},
       "expects": {"output": "Hi"}}
      """;

  private final Client admin = server.newTenant();

  private Reply save(String name, String content) {
    return save(admin, name, content);
  }

  private static Reply save(Client client, String name, String content) {
    return put(client, "cases/" + name, content);
  }

  private static Reply put(Client client, String path, String body) {
    return client
        .with("Content-Type", "application/json")
        .send("PUT", "/api/v1/workflows/greet/" + path, BodyPublishers.ofString(body));
  }

  private Reply run(String body) {
    return admin.post("/api/v1/workflows/greet/cases/run", body);
  }

  @Test
  void casesOfAWorkflowAreSavedListedAndRun() {
    admin.apply(TEXT);
    assertThat(save("ann", ANN).status()).isEqualTo(200);
    assertThat(save("bob", ANN.replace("Ann", "Bob")).status()).isEqualTo(200);

    assertThat(admin.get("/api/v1/workflows/greet/cases").text("items.1.name")).isEqualTo("bob");
    Reply report = run("{}");

    assertThat(report.status()).as(report.toString()).isEqualTo(200);
    assertThat(report.text("version")).isEqualTo("1");
    assertThat(report.text("passed")).isEqualTo("1");
    assertThat(report.text("cases.1.outcome")).isEqualTo("failed");
    assertThat(report.text("cases.1.differences.0.path")).isEqualTo("output");
    assertThat(report.text("cases.1.differences.0.expected")).isEqualTo("Hi");
    assertThat(report.text("cases.1.differences.0.got")).isEqualTo("Hello Bob");
    assertThat(report.at("untaken")).isEqualTo(Json.array(List.of()));

    Reply one = run("{\"cases\": [\"ann\"]}");
    assertThat(one.text("cases.0.name")).isEqualTo("ann");
    assertThat(one.text("untaken.0.step")).isEqualTo("hello");
    assertThat(one.text("untaken.0.arm")).isEqualTo("1");
    assertThat(run("{\"cases\": [\"an\"]}").body()).contains("no case 'an'", "ann");
  }

  @Test
  void aDraftIsTestedBeforeItIsPublished() {
    admin.apply(TEXT);
    save("ann", ANN);
    Json.Obj draft =
        Json.EMPTY.with("text", Json.of(TEXT.replace("transform: Hi}", "transform: Ho}")));
    draft = draft.with("follows", Json.of(1)).with("revision", Json.of(0));
    put(admin, "draft", draft.toString());

    Reply report = run("{\"draft\": true}");

    assertThat(report.text("revision")).isEqualTo("1");
    assertThat(report.text("cases.0.differences.0.got")).isEqualTo("Ho");
    assertThat(run("{}").text("passed")).isEqualTo("1");
  }

  @Test
  void aDraftWithMistakesIsNotTested() {
    save("ann", ANN);
    Json.Obj draft =
        Json.EMPTY.with("text", Json.of(TEXT.replace("known.text ==", "knwn.text ==")));
    draft = draft.with("follows", Json.of(0)).with("revision", Json.of(0));
    put(admin, "draft", draft.toString());

    Reply refused = run("{\"draft\": true}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("spec.steps[1].branch[0].when");
    assertThat(run("{}").status()).isEqualTo(404);
  }

  @Test
  void aCaseIsReplacedReadAndDeleted() {
    save("ann", ANN);
    save("ann", "{\"expects\": {\"output\": null}}");

    Reply read = admin.get("/api/v1/workflows/greet/cases/ann");
    assertThat(read.at("content.expects.output")).isEqualTo(Json.NULL);
    assertThat(admin.delete("/api/v1/workflows/greet/cases/ann").status()).isEqualTo(204);
    assertThat(admin.get("/api/v1/workflows/greet/cases/ann").status()).isEqualTo(404);
    assertThat(admin.delete("/api/v1/workflows/greet/cases/ann").status()).isEqualTo(404);
  }

  @Test
  void whatIsNoCaseIsRefused() {
    assertThat(save("Ann", ANN).status()).isEqualTo(400);
    assertThat(save("ann", "{\"pins\": {\"a\": {\"failure\": {\"code\": \"odd\"}}}}").body())
        .contains("pins.a.failure.code");
    assertThat(
            save(
                    "ann",
                    "{\"pins\": {\"a\": {\"output\": 1, \"failure\": {\"code\": \"invalid\"}}}}")
                .body())
        .contains("the pin of 'a' has an output and a failure");
    assertThat(
            save("ann", "{\"expects\": {\"output\": 1, \"failure\": {\"code\": \"invalid\"}}}")
                .status())
        .isEqualTo(400);
    String big = "{\"input\": {\"name\": \"%s\"}}".formatted("x".repeat(262_144));
    assertThat(save("ann", big).status()).isEqualTo(413);
    assertThat(admin.get("/api/v1/workflows/greet/cases").status()).isEqualTo(404);
  }

  @Test
  void thereAreAtMostAHundredOfAWorkflow() {
    for (int i = 0; i < 100; i++) {
      assertThat(save("c" + i, "{}").status()).isEqualTo(200);
    }

    assertThat(save("one-more", "{}").status()).isEqualTo(413);
    assertThat(save("c7", ANN).status()).isEqualTo(200);
  }

  private Reply record(Client client, String name, String run) {
    return client.post(
        "/api/v1/workflows/greet/cases/%s/record".formatted(name),
        Json.EMPTY.with("run", Json.of(run)).toString());
  }

  private Reply started(String workflow, String input) {
    Reply run = admin.post("/api/v1/workflows/%s/runs?wait=30s".formatted(workflow), input);
    assertThat(run.status()).as(run.toString()).isBetween(200, 202);
    return run;
  }

  /** A run is saved as a test, which says when a step is gone: n8n-io/n8n#37093. */
  @Test
  void aRunIsRecordedAsACaseThatPassesUntilTheWorkflowChanges() {
    admin.maskProvider("text");
    String text =
        """
        kind: workflow
        id: greet
        spec:
          input: {names: {type: array, items: {type: string}}}
          steps:
            - {id: all, each: "${input.names}", as: name, steps: [{id: known, call: text.pii.mask, with: {text: "${name}"}}], output: "${known.text}"}
            - {id: same, call: text.pii.mask, with: {text: same}}
          output: {all: "${all}", at: "${run.time}", by: "${run.id}"}
        """;
    admin.apply(text);
    Reply run = started("greet", "{\"input\": {\"names\": [\"Ann\", \"ann@example.org\"]}}");

    Reply recorded = record(admin, "once", run.text("id"));

    assertThat(recorded.status()).as(recorded.toString()).isEqualTo(200);
    assertThat(((Json.Obj) recorded.at("content.pins")).fields().keySet())
        .containsExactlyInAnyOrder("known", "same");
    Reply report = run("{}");
    assertThat(report.text("passed")).as(report.toString()).isEqualTo("1");
    admin.apply(text.replace("id: same", "id: other"));
    assertThat(run("{}").text("cases.0.problem"))
        .isEqualTo("the pin 'same' is of no step; use one of all, known, other");
  }

  @Test
  void aFailureIsRecordedAndWhatIsNoEndIsNot() {
    admin.apply(
        "{kind: workflow, id: greet, spec: {steps: [{id: over, stop: failed, reason: no}]}}");
    admin.apply("{kind: workflow, id: slow, spec: {steps: [{id: night, wait: 1h}]}}");
    Reply failed = started("greet", "{\"input\": {}}");
    Reply slow = admin.post("/api/v1/workflows/slow/runs", "{\"input\": {}}");

    Reply recorded = record(admin, "fails", failed.text("id"));

    assertThat(recorded.text("content.expects.failure.code")).isEqualTo("invalid");
    assertThat(recorded.text("content.expects.failure.step")).isEqualTo("over");
    assertThat(run("{}").text("passed")).isEqualTo("1");
    assertThat(record(admin, "x", slow.text("id")).body())
        .contains("one of 'slow', not of 'greet'");
    assertThat(
            admin
                .post(
                    "/api/v1/workflows/slow/cases/x/record",
                    Json.EMPTY.with("run", Json.of(slow.text("id"))).toString())
                .body())
        .contains("the run is not over");
    assertThat(record(server.newTenant(), "x", failed.text("id")).status()).isEqualTo(404);
  }

  @Test
  void whoMayNotReadRunsRecordsNone() {
    String key =
        admin
            .post(
                "/api/v1/keys",
                "{\"name\": \"author\", \"allow\": [\"control:workflow.draft\","
                    + " \"control:workflow.read\"]}")
            .text("secret");
    Client author = server.anonymous().bearer(key);

    assertThat(save(author, "ann", ANN).status()).isEqualTo(200);
    assertThat(record(author, "x", "run_" + "0".repeat(32)).status()).isEqualTo(403);
  }

  @Test
  void anotherTenantSeesNoneAndAViewerSavesNone() {
    save("ann", ANN);
    Client other = server.newTenant();
    assertThat(other.get("/api/v1/workflows/greet/cases/ann").status()).isEqualTo(404);

    Client viewer = admin.keyWith("viewer");
    assertThat(viewer.get("/api/v1/workflows/greet/cases/ann").status()).isEqualTo(200);
    assertThat(save(viewer, "ann", "{}").status()).isEqualTo(403);
  }
}
