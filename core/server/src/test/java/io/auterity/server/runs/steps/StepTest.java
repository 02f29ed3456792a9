package io.auterity.server.runs.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import io.auterity.server.runs.Workflow;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class StepTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client client = Workflow.sizes(server.newTenant());

  @Test
  void executionsAreListedByStep() {
    String steps = finished() + "/steps";

    Reply doubled = client.get(steps + "?node=1");
    Reply second = client.get(steps + "?item=1");

    assertThat(((Json.Arr) doubled.at("items")).items()).as(doubled.toString()).hasSize(3);
    assertThat(doubled.text("items.0.key")).startsWith("all[").endsWith("].twice");
    assertThat(doubled.text("items.0.state")).isEqualTo("succeeded");
    assertThat(second.text("items.0.key")).startsWith("all[1].");
    assertThat(client.get(steps + "?state=failed").body()).contains("\"items\":[]");
  }

  @Test
  void executionsComePageByPage() {
    String steps = finished() + "/steps?node=1&limit=2";

    Reply first = client.get(steps);
    Reply second = client.get(steps + "&cursor=" + first.text("next"));

    assertThat(((Json.Arr) first.at("items")).items()).hasSize(2);
    assertThat(((Json.Arr) second.at("items")).items()).hasSize(1);
    assertThat(second.text("truncated")).isEqualTo("false");
  }

  @Test
  void anExecutionShowsWhatWentInAndCameOut() {
    String steps = finished() + "/steps/";

    Reply each = client.get(steps + "all");
    Reply large = client.get(steps + "all%5B2%5D.size");

    assertThat(each.at("input").toString()).isEqualTo("[1,2,3]");
    assertThat(each.at("output").toString()).isEqualTo("[\"small\",\"small\",\"large\"]");
    assertThat(large.text("key")).isEqualTo("all[2].size");
    assertThat(large.text("output")).isEqualTo("large");
    assertThat(large.at("decisions").toString()).isEqualTo("[]");
  }

  @Test
  void anExecutionThatTheRunNeverReachedIsSkippedOnceItIsOver() {
    assertThat(client.get(finished() + "/steps/all%5B9%5D.size").text("state"))
        .isEqualTo("skipped");
  }

  @Test
  void aStepThatTheWorkflowDoesNotHaveIsNotFound() {
    assertThat(client.get(finished() + "/steps/nothing").status()).isEqualTo(404);
  }

  @Test
  void theTimelineTellsTheCourse() {
    Reply timeline = client.get(finished() + "/timeline?bins=16");

    assertThat(timeline.status()).as(timeline.toString()).isEqualTo(200);
    assertThat(((Json.Arr) timeline.at("items")).items()).hasSizeBetween(1, 16);
    assertThat(timeline.text("lanes.0.id")).isEqualTo("all");
    assertThat(timeline.text("lanes.0.done")).isEqualTo("3");
    assertThat(timeline.at("breakers").toString()).isEqualTo("[]");
    assertThat(client.get(finished() + "/timeline?bins=0").status()).isEqualTo(400);
  }

  private String finished() {
    String run = Workflow.started(client, "0s");
    Watcher.follow(client, run);
    return "/api/v1/runs/" + run;
  }
}
