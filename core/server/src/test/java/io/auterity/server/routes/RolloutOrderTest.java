package io.auterity.server.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rollouts that are paused, resumed, advanced and stopped over the API. */
@Tag("postgresql")
class RolloutOrderTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String ROLLOUT = "/api/v1/routes/quick/rollout";

  private final Client admin = server.newTenant();

  @BeforeEach
  void aRouteThatGoesOver() {
    admin.maskProvider("old");
    admin.maskProvider("new");
    admin.apply(
        """
        kind: route
        id: quick
        spec:
          when: {capability: text.pii.mask}
          use: [old]
          rollout: {to: [new], steps: [5%, 25%, 100%], every: 1h, stopAt: {failures: 5%}}
        ---
        kind: route
        id: still
        spec: {when: {capability: text.pii.mask, labels: {a: b}}, use: [old]}
        """);
  }

  private Reply order(String what, String body) {
    return admin.post(ROLLOUT + "/" + what, body);
  }

  @Test
  void ordersAreCarriedOutAndTold() {
    Reply begun = admin.get(ROLLOUT);
    assertThat(begun.text("state")).as(begun.toString()).isEqualTo("running");
    assertThat(begun.text("share")).isEqualTo("0.05");
    assertThat(begun.text("since")).startsWith("20");

    Reply paused = order("pause", "{\"reason\": \"wait for legal\"}");
    assertThat(paused.status()).as(paused.toString()).isEqualTo(200);
    assertThat(paused.text("state")).isEqualTo("paused");
    assertThat(paused.text("reason")).isEqualTo("wait for legal");
    assertThat(paused.text("by")).isNotBlank();

    assertThat(order("advance", "").text("step")).isEqualTo("2");
    assertThat(order("advance", "{\"to\": 2}").text("step")).isEqualTo("2");
    assertThat(order("resume", "").text("state")).isEqualTo("running");

    Reply stopped = order("stop", "{\"reason\": \"wrong tone\"}");
    assertThat(stopped.text("stopped")).isEqualTo("wrong tone");
    assertThat(stopped.text("share")).isEqualTo("0.0");
    assertThat(admin.get(ROLLOUT).text("stopped")).isEqualTo("wrong tone");
    assertThat(order("resume", "").text("step")).isEqualTo("1");
    assertThat(admin.get("/api/v1/audit?limit=50").body())
        .contains("rollout stopped at step 2: wrong tone", "route/quick");
  }

  @Test
  void callsGoWhereTheOrderSays() {
    order("advance", "{\"to\": 3}");
    assertThat(answeredBy()).isEqualTo("new");

    order("stop", "");
    assertThat(answeredBy()).isEqualTo("old");
  }

  private String answeredBy() {
    Reply called = admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"x\"}");
    assertThat(called.status()).as(called.toString()).isEqualTo(200);
    String decision = "/api/v1/decisions/" + called.header("auterity-decision");
    return admin.awaiting(decision).text("provider");
  }

  @Test
  void whatCannotBeDoneSaysWhy() {
    refused(order("advance", "{\"to\": 4}"), 400, "there is no step 4; the last is 3");
    refused(order("advance", "{\"to\": 0}"), 400, "the first is 1; not 0");
    refused(order("pause", "{\"reason\": \"%s\"}".formatted("x".repeat(501))), 400, "at most 500");
    order("stop", "");
    refused(order("pause", ""), 409, "resume begins it anew");
    refused(admin.post("/api/v1/routes/still/rollout/stop", ""), 404, "to no new offers");
    refused(admin.post("/api/v1/routes/none/rollout/stop", ""), 404, "no route 'none'");
  }

  private static void refused(Reply reply, int status, String words) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.body()).contains(words);
  }

  @Test
  void whoeverMayNotApplyRoutesMayLookAlone() {
    Client viewer = admin.keyWith("viewer");

    assertThat(viewer.get(ROLLOUT).status()).isEqualTo(200);
    for (String act : new String[] {"pause", "resume", "advance", "stop"}) {
      assertThat(viewer.post(ROLLOUT + "/" + act, "").status()).as(act).isEqualTo(403);
    }
    assertThat(admin.get(ROLLOUT).text("state")).isEqualTo("running");
  }
}
