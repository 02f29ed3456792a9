package io.auterity.server.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class DecisionTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client admin = server.newTenant();

  @Test
  void aDecisionSaysWhoAnsweredAndWhatEachStageDid() {
    admin.maskProvider("mask");
    String id = call();

    Reply decision = admin.awaiting("/api/v1/decisions/" + id);

    assertThat(decision.status()).as(decision.toString()).isEqualTo(200);
    assertThat(decision.text("outcome")).isEqualTo("succeeded");
    assertThat(decision.text("provider")).isEqualTo("mask");
    assertThat(decision.text("sentence")).startsWith("mask answered in ");
    assertThat(decision.at("stages").toString()).contains("authenticate", "record");
    assertThat(((Json.Arr) decision.at("stages")).items()).hasSize(12);
    assertThat(decision.text("attempts.0.outcome")).isEqualTo("ok");
    assertThat(decision.text("attempts.0.marks.0")).isEqualTo("local");
    assertThat(decision.text("candidates.0.provider")).isEqualTo("mask");
    assertThat(decision.text("usage.cost.amount")).isEqualTo("0");
    assertThat(Double.parseDouble(decision.text("totals.roadUs")) / 1000)
        .isLessThan(
            Double.parseDouble(decision.text("totals.allMs"))
                - Double.parseDouble(decision.text("totals.providerMs"))
                + 1);
  }

  @Test
  void aDecisionNamesTheTraceOfItsCaller() {
    admin.maskProvider("mask");
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    String id =
        admin
            .with("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace))
            .post("/api/v1/call/text.pii.mask", "{\"text\": \"hello\"}")
            .header("auterity-decision");

    Reply decision = admin.awaiting("/api/v1/decisions/" + id);

    assertThat(decision.text("trace")).isEqualTo(trace);
  }

  @Test
  void aFailoverIsExplained() {
    admin.maskProvider("steady");
    admin.failingProvider("shaky");
    admin.apply(
        """
        kind: route
        id: both
        spec: {priority: 10, when: {capability: text.pii.mask}, use: [shaky], fallback: [steady]}
        """);
    String id = call();

    Reply decision = admin.awaiting("/api/v1/decisions/" + id);

    assertThat(decision.text("failover")).as(decision.toString()).isEqualTo("true");
    assertThat(decision.text("injected")).isEqualTo("true");
    assertThat(decision.text("sentence"))
        .contains("steady answered", "shaky failed with unavailable (injected)")
        .endsWith("Nothing was lost, nothing ran twice.");
    assertThat(decision.text("route.id")).isEqualTo("both");
    Reply list = admin.get("/api/v1/decisions?failover=true");
    assertThat(list.text("items.0.id")).isEqualTo(id);
    assertThat(list.text("items.0.attempts")).isEqualTo("2");
  }

  @Test
  void aDecisionCanBePlannedAgain() {
    admin.maskProvider("mask");
    String id = call();
    admin.awaiting("/api/v1/decisions/" + id);

    Reply again = admin.post("/api/v1/decisions/" + id + "/recompute", "");

    assertThat(again.text("same")).as(again.toString()).isEqualTo("true");
    assertThat(again.text("plan.0")).isEqualTo("mask");
  }

  @Test
  void whatAnAnswerWasWorthIsKeptOnceForEachWhoSaysSo() {
    admin.maskProvider("mask");
    String path = "/api/v1/decisions/" + call() + "/feedback"; // At once, not when it is written.

    assertThat(admin.post(path, "{\"score\": 0.25}").text("score")).isEqualTo("0.25");
    Reply changed = admin.post(path, "{\"score\": 0.5}");
    Reply again = admin.post(path, "{\"score\": 0.5}");
    admin.keyWith("operator").post(path, "{\"score\": 1}");

    assertThat(again.text("at")).as(again.toString()).isEqualTo(changed.text("at"));
    Reply kept = admin.get(path);
    assertThat(kept.text("items.0.score")).as(kept.toString()).isEqualTo("0.5");
    assertThat(kept.text("items.1.score")).isEqualTo("1.0");
    assertThat(((Json.Arr) kept.at("items")).items()).hasSize(2);
    String log = admin.get("/api/v1/audit?limit=500").body();
    assertThat(log.split("control:decision.feedback", -1)).hasSize(1 + 3);
    assertThat(log).contains("score 0.25", "score 0.5", "score 1.0");
  }

  @Test
  void scoresAreAddedUpByProvider() {
    admin.maskProvider("mask");
    for (String score : new String[] {"0", "1"}) {
      admin.post("/api/v1/decisions/" + call() + "/feedback", "{\"score\": %s}".formatted(score));
    }
    call();

    Reply scores = admin.get("/api/v1/decisions/scores?since=1h");

    assertThat(((Json.Arr) scores.at("items")).items()).as(scores.toString()).hasSize(1);
    assertThat(scores.text("items.0.capability")).isEqualTo("text.pii.mask");
    assertThat(scores.text("items.0.provider")).isEqualTo("mask");
    assertThat(scores.text("items.0.decisions")).isEqualTo("2");
    assertThat(scores.text("items.0.mean")).isEqualTo("0.5");
    assertThat(scores.text("items.0.deviation")).startsWith("0.707");
    assertThat(server.newTenant().get("/api/v1/decisions/scores").body()).doesNotContain("mask");
  }

  @Test
  void refusesAScoreThatIsNone() {
    admin.maskProvider("mask");
    String path = "/api/v1/decisions/" + call() + "/feedback";

    for (String body : new String[] {"{}", "{\"score\": 1.01}", "{\"score\": -0.5}"}) {
      Reply refused = admin.post(path, body);
      assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
      assertThat(refused.body()).contains("score must be a number from 0 to 1");
    }
    assertThat(admin.keyWith("viewer").post(path, "{\"score\": 1}").status()).isEqualTo(403);
    assertThat(((Json.Arr) admin.get(path).at("items")).items()).isEmpty();
  }

  @Test
  void contentIsKeptWhereTheRouteSaysSoAndReadByAuditorsAlone() {
    admin.maskProvider("mask");
    capture("full");
    String id = call();

    Reply content = admin.awaiting("/api/v1/decisions/" + id + "/content", "input.text", "hello");

    assertThat(content.text("capture")).isEqualTo("full");
    assertThat(content.text("input.text")).isEqualTo("hello ann@example.org");
    assertThat(content.text("output.text")).isEqualTo("1.0.0");
    assertThat(admin.awaiting("/api/v1/decisions/" + id).text("capture")).isEqualTo("full");
    assertThat(admin.keyWith("operator").get("/api/v1/decisions/" + id + "/content").status())
        .isEqualTo(403);
    assertThat(admin.keyWith("auditor").get("/api/v1/decisions/" + id + "/content").status())
        .isEqualTo(200);
  }

  @Test
  void contentThatCannotBeMaskedIsNotKept() {
    admin.maskProvider("mask"); // It answers every text with one word.
    capture("masked");
    String id = call();

    Reply content = admin.awaiting("/api/v1/decisions/" + id + "/content", "note", "be masked");

    assertThat(content.text("capture")).isEqualTo("masked");
    assertThat(content.at("input")).isEqualTo(Json.NULL);
  }

  @Test
  void withoutCaptureNothingIsKept() {
    admin.maskProvider("mask");
    String id = call();

    Reply decision = admin.awaiting("/api/v1/decisions/" + id);
    Reply content = admin.get("/api/v1/decisions/" + id + "/content");

    assertThat(decision.text("capture")).isEqualTo("none");
    assertThat(decision.toString()).doesNotContain("example.org");
    assertThat(content.at("input")).isEqualTo(Json.NULL);
    assertThat(content.text("capture")).isEqualTo("none");
    assertThat(content.text("note")).contains("capture: masked");
  }

  private void capture(String what) {
    admin.apply(
        """
        kind: route
        id: kept
        spec: {when: {capability: text.pii.mask}, capture: %s}
        """
            .formatted(what));
  }

  @Test
  void decisionsComeInPages() {
    admin.maskProvider("mask");
    call();
    call();
    String latest = call();
    admin.awaiting("/api/v1/decisions/" + latest);

    Reply first = admin.get("/api/v1/decisions?limit=2");
    Reply second = admin.get("/api/v1/decisions?limit=2&cursor=" + first.text("next"));

    assertThat(first.text("items.0.id")).isEqualTo(latest);
    assertThat(first.text("truncated")).isEqualTo("true");
    assertThat(((Json.Arr) second.at("items")).items()).hasSize(1);
    assertThat(second.at("next")).isEqualTo(Json.NULL);
  }

  @Test
  void filtersThatCannotBeReadAreRefused() {
    assertThat(admin.get("/api/v1/decisions?since=yesterday").status()).isEqualTo(400);
    assertThat(admin.get("/api/v1/decisions?limit=9999").status()).isEqualTo(400);
    assertThat(admin.get("/api/v1/decisions/nothing").status()).isEqualTo(404);
  }

  private String call() {
    Reply answer =
        admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"hello ann@example.org\"}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.header("auterity-decision");
  }
}
