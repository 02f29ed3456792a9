package io.auterity.server.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.runs.Workflow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class WorkflowTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client client = Workflow.sizes(server.newTenant());

  @Test
  void workflowsAreListedWithTheirLastRun() {
    assertThat(client.get("/api/v1/workflows").at("items.0.lastRun").toString()).isEqualTo("null");
    Workflow.started(client, "1h");
    String last = Workflow.started(client, "1h");

    Reply workflows = client.get("/api/v1/workflows");

    assertThat(workflows.text("items.0.id")).isEqualTo("sizes");
    assertThat(workflows.text("items.0.version")).isEqualTo("1");
    assertThat(workflows.text("items.0.steps")).isEqualTo("7");
    assertThat(workflows.text("items.0.lastRun.id")).isEqualTo(last);
  }

  @Test
  void aWorkflowTellsHowItsRunsWent() {
    assertThat(client.get("/api/v1/workflows").text("items.0.runs.total")).isEqualTo("0");
    String first = Workflow.started(client, "1h");
    String second = Workflow.started(client, "1h");
    client.post("/api/v1/runs/" + first + "/cancel", "application/json", "");

    Reply workflows = client.get("/api/v1/workflows");

    assertThat(workflows.text("items.0.runs.total")).isEqualTo("2");
    assertThat(workflows.text("items.0.runs.succeeded")).isEqualTo("0");
    assertThat(workflows.text("items.0.runs.newest.0.id")).isEqualTo(second);
    assertThat(workflows.text("items.0.runs.newest.1.id")).isEqualTo(first);
    assertThat(workflows.at("items.0.runs.p50Ms").toString()).isEqualTo("null");
  }

  @Test
  void whatAWorkflowShowsCanBeAppliedAgain() {
    Reply workflow = client.get("/api/v1/workflows/sizes");

    assertThat(workflow.text("steps.0.id")).isEqualTo("all");
    assertThat(workflow.text("input.type")).isEqualTo("object");
    Reply again = client.post("/api/v1/apply", "application/yaml", workflow.text("yaml"));
    assertThat(again.text("applied.0.changed")).as(again.toString()).isEqualTo("false");
  }

  @Test
  void wholeNumbersOfAnInputStayAsTheyAreUpToTheirSixtyFourBits() {
    client.apply(
        """
        kind: workflow
        id: numbers
        spec:
          input: {id: {type: integer}, any: {type: object}}
          steps: [{id: same, transform: "${input.id}"}]
          output: "${{'id': same, 'any': input.any}}"
        """);
    String input = "{\"id\":9007199254740993,\"any\":{\"of\":[-9223372036854775808]}}";

    String run =
        client
            .post("/api/v1/workflows/numbers/runs", "{\"input\": %s}".formatted(input))
            .text("id");

    assertThat(client.get("/api/v1/runs/" + run + "/input").body()).isEqualTo(input);
    client.awaiting("/api/v1/runs/" + run, "state", "succeeded");
    assertThat(client.get("/api/v1/runs/" + run + "/output").body()).isEqualTo(input);
  }

  @Test
  void whatAStepRunsMustBeThereAndIsNotDeletedMeanwhile() {
    String outer =
        "{kind: workflow, id: outer, spec: {input: {}, steps: [{id: a, run: %s}, {id: b, run: outer}]}}";
    Reply refused = client.post("/api/v1/apply", "application/yaml", outer.formatted("sices"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("problems.0.path")).isEqualTo("spec.steps[0].run");
    assertThat(refused.text("problems.0.rule")).isEqualTo("there is no workflow 'sices'");
    assertThat(refused.text("problems.0.fix")).contains("sizes");

    client.apply(outer.formatted("sizes"));

    Reply needed = client.delete("/api/v1/resources/workflow/sizes");
    assertThat(needed.status()).isEqualTo(409);
    assertThat(needed.text("detail")).contains("workflow 'outer'");
    assertThat(client.delete("/api/v1/resources/workflow/outer").status()).isLessThan(300);
    assertThat(client.delete("/api/v1/resources/workflow/sizes").status()).isLessThan(300);
  }

  @Test
  void aWorkflowThatIsWrongIsRefusedWithItsPlace() {
    Reply refused =
        client.post(
            "/api/v1/apply",
            "application/yaml",
            "{kind: workflow, id: w, spec: {input: {}, steps: [{id: a, transform: \"${b}\"}]}}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("problems.0.path")).contains("steps[0]");
  }
}
