package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class RunTest {

  private static final String COUNTED = "auterity_runs_completed_total{state=\"succeeded\"}";

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client client = Workflow.sizes(server.newTenant());

  @Test
  void aRunIsAcceptedAndGoesThroughItsSteps() {
    Reply accepted = Workflow.start(client, "0s", "");
    assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
    assertThat(accepted.text("resumed")).isEqualTo("false");

    Watcher.follow(client, accepted.text("id"));

    Reply run = get(accepted.text("id"));
    assertThat(run.text("state")).isEqualTo("succeeded");
    assertThat(run.at("output").toString())
        .isEqualTo("{\"sizes\":[\"small\",\"small\",\"large\"],\"count\":3}");
    assertThat(run.at("progress").toString()).isEqualTo("{\"done\":3,\"total\":3}");
    assertThat(run.text("startedBy.door")).isEqualTo("rest");
    assertThat(run.text("cost.amount")).isEqualTo("0");
    assertThat(run.text("failovers")).isEqualTo("0");
    assertThat(run.text("repeatedSteps")).isEqualTo("0");
    assertThat(run.text("failedItems")).isEqualTo("0");
  }

  @Test
  void aRunShowsItsDefinitionWithWhatEachStepHasComeTo() {
    Reply run = get(finished());

    assertThat(run.text("definition.steps.0.type")).isEqualTo("each");
    assertThat(run.text("definition.steps.0.steps.1.arms.0.when")).isEqualTo("${twice > 4}");
    assertThat(run.text("definition.steps.0.steps.1.arms.1.else")).isEqualTo("true");
    assertThat(run.text("definition.steps.1.after.0")).isEqualTo("all");
    assertThat(run.text("steps.0.total")).isEqualTo("3");
    assertThat(run.text("steps.2.path")).isEqualTo("all[].size");
    assertThat(run.at("steps.2.arms").toString())
        .isEqualTo("[{\"id\":\"large\",\"taken\":1},{\"id\":\"small\",\"taken\":2}]");
    assertThat(run.text("steps.2.succeeded")).isEqualTo("3");
  }

  @Test
  void whoAttachesGetsTheUnfinishedRunOfTheSameWork() {
    Reply first = Workflow.start(client, "1h", ", \"options\": {\"speed\": 2}, \"attach\": true");
    Reply again = Workflow.start(client, "1h", ", \"options\": {\"speed\": 2}, \"attach\": true");
    Reply otherOptions =
        Workflow.start(client, "1h", ", \"options\": {\"speed\": 3}, \"attach\": true");
    Reply unattached = Workflow.start(client, "1h", ", \"options\": {\"speed\": 2}");

    assertThat(first.text("resumed")).as(first.toString()).isEqualTo("false");
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(again.text("resumed")).isEqualTo("true");
    assertThat(otherOptions.text("id")).isNotEqualTo(first.text("id"));
    assertThat(otherOptions.text("digest")).isNotEqualTo(first.text("digest"));
    assertThat(unattached.text("id")).isNotEqualTo(first.text("id"));
    assertThat(unattached.text("digest")).isEqualTo(first.text("digest"));
  }

  @Test
  void aRunThatIsOverIsNotAttachedTo() {
    String over = finished();

    Reply reply = Workflow.start(client, "0s", ", \"attach\": true");

    assertThat(reply.text("resumed")).isEqualTo("false");
    assertThat(reply.text("id")).isNotEqualTo(over);
  }

  @Test
  void anIdempotencyKeyStartsOneRun() {
    Client keyed = client.with("Idempotency-Key", "once");

    assertThat(Workflow.started(keyed, "0s")).isEqualTo(Workflow.started(keyed, "0s"));
  }

  @Test
  void aWaitingRunIsCancelledOnce() {
    String run = Workflow.started(client, "1h");

    assertThat(cancel(run).status()).isEqualTo(202);
    Watcher.follow(client, run);

    assertThat(get(run).text("state")).isEqualTo("cancelled");
    assertThat(get(run).text("reason.code")).isEqualTo("cancelled");
    assertThat(cancel(run).status()).isEqualTo(409);
  }

  @Test
  void aCancelledRunGoesOnWhereItWas() {
    String run = Workflow.started(client, "1h");
    assertThat(client.post("/api/v1/runs/" + run + "/again", "{}").status()).isEqualTo(409);
    assertThat(cancel(run).status()).isEqualTo(202);
    Watcher.follow(client, run);

    Reply again = client.post("/api/v1/runs/" + run + "/again", "");
    assertThat(again.status()).isEqualTo(202);
    assertThat(get(run).text("state")).isIn("queued", "running", "waiting");
    assertThat(client.post("/api/v1/runs/" + run + "/again", "{\"from\": \"no\"}").status())
        .isEqualTo(404);
    assertThat(cancel(run).status()).isEqualTo(202);
  }

  @Test
  void anotherRunTakesOverWhatOneHasDone() {
    String run = Workflow.started(client, "0s");
    Watcher.follow(client, run);

    Reply unnamed = client.post("/api/v1/runs/" + run + "/again", "{\"anew\": true}");
    assertThat(unnamed.status()).isEqualTo(400);
    Reply next =
        client.post("/api/v1/runs/" + run + "/again", "{\"anew\": true, \"from\": \"pause\"}");
    assertThat(next.status()).isEqualTo(202);
    assertThat(next.text("id")).isNotEqualTo(run);
    Watcher.follow(client, next.text("id"));
    assertThat(get(next.text("id")).text("state")).isEqualTo("succeeded");
  }

  @Test
  void manyRunsArePausedAtOneTime() {
    String run = Workflow.started(client, "1h");

    Reply bulk = client.post("/api/v1/runs/bulk", "{\"verb\": \"pause\"}");
    assertThat(bulk.status()).isEqualTo(202);
    String path = "/api/v1/runs/bulk/" + bulk.text("id");
    assertThat(client.awaiting(path, "state", "done").text("state")).isEqualTo("done");
    assertThat(get(run).text("paused.by")).isNotEmpty();
    assertThat(client.post(path + "/stop", "").text("state")).isEqualTo("done");
    assertThat(client.post("/api/v1/runs/bulk", "{\"verb\": \"burn\"}").status()).isEqualTo(400);
    assertThat(cancel(run).status()).isEqualTo(202);
  }

  @Test
  void aRunIsPausedAndGoesOn() {
    String run = Workflow.started(client, "1h");

    Reply paused = client.post("/api/v1/runs/" + run + "/pause", "");
    assertThat(paused.status()).isEqualTo(202);
    assertThat(paused.text("paused.by")).isNotEmpty();
    assertThat(get(run).text("paused.at")).isEqualTo(paused.text("paused.at"));
    assertThat(client.get("/api/v1/runs?state=waiting").body()).contains("\"paused\":{\"by\":");

    assertThat(client.post("/api/v1/runs/" + run + "/resume", "").body()).doesNotContain("paused");
    assertThat(cancel(run).status()).isEqualTo(202);
    Watcher.follow(client, run);
    assertThat(client.post("/api/v1/runs/" + run + "/pause", "").status()).isEqualTo(409);
  }

  @Test
  void anInputThatDoesNotFitStartsNothing() {
    Reply refused =
        client.post("/api/v1/workflows/sizes/runs", "{\"input\": {\"numbers\": [\"one\"]}}");

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.text("problems.0.path")).isEqualTo("input.numbers[0]");
    assertThat(client.get("/api/v1/runs").body()).contains("\"items\":[]");
  }

  @Test
  void anUnknownWorkflowIsNamedWithTheNearest() {
    Reply missing = client.post("/api/v1/workflows/size/runs", "{\"input\": {}}");

    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.text("detail")).contains("sizes");
  }

  @Test
  void runsAreListedByStateAndPageByPage() {
    List<String> over = List.of(finished(), finished());
    String waiting = Workflow.started(client, "1h");

    Reply first = client.get("/api/v1/runs?state=succeeded&limit=1&sort=started&since=1h");
    Reply second =
        client.get(
            "/api/v1/runs?state=succeeded&limit=1&sort=started&since=1h&cursor="
                + first.text("next"));

    assertThat(List.of(first.text("items.0.id"), second.text("items.0.id"))).isEqualTo(over);
    assertThat(first.text("truncated")).isEqualTo("true");
    assertThat(second.text("truncated")).isEqualTo("false");
    assertThat(client.get("/api/v1/runs").text("items.0.id")).isEqualTo(waiting);
    assertThat(client.get("/api/v1/runs?workflow=other").body()).contains("\"items\":[]");
  }

  @Test
  void runsAreCountedByState() {
    finished();
    Workflow.started(client, "1h");

    Reply counts = client.get("/api/v1/runs/counts?since=24h");

    assertThat(counts.text("total")).as(counts.toString()).isEqualTo("2");
    assertThat(counts.text("byState.succeeded")).isEqualTo("1");
    assertThat(counts.text("byState.failed")).isEqualTo("0");
    assertThat(counts.text("binMs")).isEqualTo("900000.0");
    assertThat(((Json.Arr) counts.at("bins")).items()).hasSize(96);
  }

  @Test
  void withoutSinceTheCountsCoverWhatTheListCovers() {
    finished();
    String until = "until=" + Instant.now().plus(Duration.ofDays(40));

    Reply counts = client.get("/api/v1/runs/counts?" + until);

    assertThat(((Json.Arr) client.get("/api/v1/runs?" + until).at("items")).items()).hasSize(1);
    assertThat(counts.text("total")).as(counts.toString()).isEqualTo("1");
    assertThat(counts.text("bins.0.total")).isEqualTo("1");
    assertThat(client.get("/api/v1/runs/counts").text("binMs")).isEqualTo("900000.0");
  }

  @Test
  void metricsCountRunsThatHaveEnded() {
    finished();
    long end = System.nanoTime() + 20_000_000_000L;

    String metrics = client.get("/metrics").body();
    while (!metrics.contains(COUNTED) && System.nanoTime() < end) {
      LockSupport.parkNanos(10_000_000);
      metrics = client.get("/metrics").body();
    }

    assertThat(metrics).contains(COUNTED).doesNotContain("sizes");
  }

  @Test
  void aQueryThatMakesNoSenseIsRefused() {
    assertThat(client.get("/api/v1/runs?state=done").text("detail")).contains("succeeded");
    assertThat(client.get("/api/v1/runs?sort=name").status()).isEqualTo(400);
    assertThat(client.get("/api/v1/runs?since=soon").status()).isEqualTo(400);
    assertThat(client.get("/api/v1/runs?cursor=x").status()).isEqualTo(400);
    assertThat(client.get("/api/v1/runs?limit=0").status()).isEqualTo(400);
  }

  @Test
  void runsOfAnotherTenantAreNotThere() {
    String run = Workflow.started(client, "1h");
    Client stranger = server.newTenant();

    assertThat(stranger.get("/api/v1/runs/" + run).status()).isEqualTo(404);
    assertThat(stranger.get("/api/v1/runs/" + run + "/timeline").status()).isEqualTo(404);
    assertThat(stranger.post("/api/v1/runs/" + run + "/cancel", "").status()).isEqualTo(404);
    assertThat(stranger.get("/api/v1/runs").body()).contains("\"items\":[]");
    assertThat(get(run).text("state")).isNotEqualTo("cancelled");
  }

  private String finished() {
    String run = Workflow.started(client, "0s");
    Watcher.follow(client, run);
    return run;
  }

  private Reply get(String run) {
    return client.get("/api/v1/runs/" + run);
  }

  private Reply cancel(String run) {
    return client.post("/api/v1/runs/" + run + "/cancel", "");
  }
}
