package io.auterity.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that is given out in the answer to a call is there from then on, at every door. */
@Tag("postgresql")
class RunOfCallTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final int CALLS = 15;
  private static final String EVENT = "io.auterity.custom.race.paid.v1";

  private static final String FILES =
      """
      {kind: event, id: race.paid, spec: {schema: {type: object}}}
      ---
      kind: workflow
      id: race
      spec:
        input: {n: {type: string}}
        triggers:
          - id: hook
            webhook: {verify: {bearer: {secret: hub}}, reply: accepted}
            input: {n: "${event.body.n}"}
        steps: [{id: paid, await: {event: io.auterity.custom.race.paid.v1, key: "${input.n}"}, timeout: 1m, onTimeout: "null"}]
        output: "${paid == null ? 'missed' : 'got it'}"
      ---
      kind: workflow
      id: asked
      spec:
        input: {n: {type: string}}
        triggers:
          - id: hook
            webhook: {verify: {bearer: {secret: hub}}, reply: accepted}
            input: {n: "${event.body.n}"}
        steps: [{id: go, await: {signal: go}, timeout: 1h}]
        output: ${go}
      """;

  private final Client admin = server.newTenant();
  private final Client outside = server.anonymous().with("Authorization", "Bearer wine");

  RunOfCallTest() {
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/hub", BodyPublishers.ofString("wine"));
    admin.apply(FILES);
  }

  private String address(String workflow) {
    return ((Json.Arr) admin.get("/api/v1/triggers").at("items"))
        .items().stream()
            .map(Json.Obj.class::cast)
            .filter(trigger -> workflow.equals(trigger.text("workflow")))
            .map(trigger -> String.valueOf(trigger.text("path")))
            .findFirst()
            .orElseThrow();
  }

  private String called(String address, int n) {
    Reply answer = outside.post(address, "application/json", "{\"n\": \"%d\"}".formatted(n));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return "/api/v1/runs/" + answer.text("run");
  }

  @Test
  void anEventRightBehindTheAnswerCounts() {
    String address = address("race");
    List<String> runs = new ArrayList<>();
    for (int n = 0; n < CALLS; n++) {
      runs.add(called(address, n));
      Reply raised =
          admin.post("/api/v1/events/" + EVENT, "{\"subject\": \"%d\", \"data\": {}}".formatted(n));
      assertThat(raised.status()).isEqualTo(202);
    }

    assertThat(runs)
        .extracting(run -> admin.awaiting(run, "state", "succeeded").text("output"))
        .containsOnly("got it");
  }

  @Test
  void everyDoorKnowsItAtOnce() {
    String address = address("asked");
    for (int n = 0; n < CALLS; n++) {
      String run = called(address, n);

      Reply seen = admin.get(run);
      assertThat(seen.status()).as(seen.toString()).isEqualTo(200);
      assertThat(admin.get("/api/v1/runs?workflow=asked&limit=500").body())
          .contains(String.valueOf(seen.text("id")));
      assertThat(admin.get(run + "/timeline").status()).isEqualTo(200);
      assertThat(admin.post(run + "/signals/go", "{\"payload\": %d}".formatted(n)).status())
          .isEqualTo(202);
      assertThat(admin.awaiting(run, "state", "succeeded").at("output")).isEqualTo(Json.of(n));
    }
  }

  @Test
  void oneThatIsCancelledAtOnceEndsSo() {
    String address = address("asked");
    for (int n = 0; n < CALLS; n++) {
      String run = called(address, n);

      assertThat(admin.post(run + "/cancel", "").status()).isEqualTo(202);
      assertThat(admin.awaiting(run, "state", "cancelled").text("state")).isEqualTo("cancelled");
    }
  }

  @Test
  void oneThatIsPausedAtOnceStaysSoUntilItResumes() {
    String run = called(address("asked"), 1);

    assertThat(admin.post(run + "/pause", "").status()).isEqualTo(202);
    assertThat(admin.awaiting(run, "paused", "by").at("paused")).isNotEqualTo(Json.NULL);
    assertThat(admin.post(run + "/resume", "").status()).isEqualTo(202);
    assertThat(admin.post(run + "/signals/go", "{\"payload\": 7}").status()).isEqualTo(202);

    assertThat(admin.awaiting(run, "state", "succeeded").at("output")).isEqualTo(Json.of(7));
  }
}
