package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs whose steps call capabilities. */
@Tag("postgresql")
class CallRunTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String MASKING =
      """
      kind: workflow
      id: masking
      spec:
        input: {texts: {type: array, items: {type: string}}}
        steps:
          - id: all
            each: ${input.texts}
            as: t
            concurrency: 1
            steps: [{id: mask, call: text.pii.mask, with: {text: "${t}"}}]
      """;

  private static final String DOWN_FIRST =
      """
      kind: route
      id: down_first
      spec:
        priority: 1
        when: {capability: text.pii.mask}
        use: [down]
        fallback: [up]
      """;

  private final Client client = server.newTenant();

  @BeforeEach
  void apply() {
    client.failingProvider("down");
    client.maskProvider("up");
    client.apply(DOWN_FIRST);
    client.apply(MASKING);
  }

  @Test
  void figuresOfARunAreCountedFromItsDecisions() {
    Reply run = finished();

    assertThat(run.text("state")).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.at("calls").toString())
        .isEqualTo("{\"text.pii.mask\":{\"succeeded\":3,\"failed\":0}}");
    assertThat(run.text("failovers")).isNotEqualTo("0");
    assertThat(run.text("repeatedSteps")).isEqualTo("0");
    assertThat(run.at("providers").toString())
        .contains("\"id\":\"up\"", "\"step\":\"all[].mask\"", "\"attempts\":3");
  }

  @Test
  void goingAgainTakesTheRightsToWhatItLeadsTo() {
    String again = "/api/v1/runs/" + finished().text("id") + "/again";
    String key = "{\"name\": \"again\", \"allow\": [\"control:run.again\"]}";
    Client limited = server.anonymous().bearer(client.post("/api/v1/keys", key).text("secret"));

    Reply start = limited.post(again, "{\"anew\": true, \"from\": \"all[0].mask\"}");
    assertThat(start.status()).as(start.body()).isEqualTo(403);
    assertThat(start.body()).contains("control:run.start");
    Reply call = limited.post(again, "{\"from\": \"all[0].mask\", \"input\": {\"text\": \"x\"}}");
    assertThat(call.status()).as(call.body()).isEqualTo(403);
    assertThat(call.body()).contains("text.pii.mask");
    assertThat(limited.post(again, "{\"from\": \"all[0].mask\"}").status()).isEqualTo(409);
  }

  @Test
  void aStepNamesTheDecisionsOfItsCalls() {
    Reply step = client.get("/api/v1/runs/" + finished().text("id") + "/steps/all%5B0%5D.mask");

    assertThat(step.text("decision")).as(step.toString()).startsWith("dec_");
    assertThat(step.text("decisions.0.id")).isEqualTo(step.text("decision"));
    assertThat(step.text("decisions.0.failover")).isEqualTo("true");
    assertThat(step.text("input.text")).isEqualTo("a");
  }

  @Test
  void theTimelineShowsWhoAnsweredAndWhoWasOut() {
    Reply timeline = client.get("/api/v1/runs/" + finished().text("id") + "/timeline?bins=8");

    assertThat(timeline.text("providers.0.id")).as(timeline.toString()).isEqualTo("down");
    assertThat(timeline.text("providers.1.id")).isEqualTo("up");
    assertThat(timeline.text("outages.0.provider")).isEqualTo("down");
    assertThat(timeline.text("outages.0.injected")).isEqualTo("true");
    assertThat(timeline.text("breakers.1.spans.0.state")).isEqualTo("closed");
  }

  @Test
  void aRunThatCannotBeCarriedOutSaysWhy() {
    client.apply(DOWN_FIRST.replace("fallback: [up]", ""));
    client.apply(MASKING.replace("with: {text: \"${t}\"}", "with: {text: \"${t}\"}, retry: none"));

    Reply run = finished();

    assertThat(run.text("state")).isEqualTo("failed");
    assertThat(run.text("reason.code")).isIn("unavailable", "no_viable_provider");
    assertThat(run.text("reason.step")).isEqualTo("all[0].mask");
    Reply failed = client.get("/api/v1/runs/" + run.text("id") + "/steps?state=failed");
    assertThat(failed.text("items.0.failure.code")).isEqualTo(run.text("reason.code"));
  }

  private Reply finished() {
    Reply started =
        client.post(
            "/api/v1/workflows/masking/runs", "{\"input\": {\"texts\": [\"a\", \"b\", \"c\"]}}");
    Watcher.follow(client, started.text("id"));
    return client.get("/api/v1/runs/" + started.text("id"));
  }
}
