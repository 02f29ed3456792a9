package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits of starts as callers and triggers meet them. */
@Tag("postgresql")
class LimitedStartsTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String RUNS = "/api/v1/workflows/index/runs";
  private static final String INPUT = "{\"input\": {\"page\": \"home\"}}";

  private final Client admin = server.newTenant();

  private void applied(String limits) {
    admin.apply(
        """
        kind: workflow
        id: index
        spec:
          input: {page: {type: string}}
          limits: %s
          triggers: [{id: ask, form: {}}]
          steps: [{id: said, transform: "${input.page}"}]
        """
            .formatted(limits));
  }

  @Test
  void oneStartTooManyIsToldWhenItMayBeTriedAgain() {
    applied("{starts: {most: 1, in: 1h, key: \"${input.page}\"}}");

    Reply first = admin.with("Idempotency-Key", "one").post(RUNS, INPUT);
    Reply same = admin.with("Idempotency-Key", "one").post(RUNS, INPUT);
    Reply second = admin.post(RUNS, INPUT);
    Reply other = admin.post(RUNS, INPUT.replace("home", "news"));

    assertThat(first.status()).as(first.toString()).isEqualTo(202);
    assertThat(same.text("id")).isEqualTo(first.text("id"));
    assertThat(other.status()).isEqualTo(202);
    assertThat(second.status()).as(second.toString()).isEqualTo(429);
    assertThat(second.text("code")).isEqualTo("rate_limited");
    assertThat(second.toString()).contains("limits.starts of 'index'", "with the key 'home'");
    assertThat(Integer.parseInt(second.header("Retry-After"))).isBetween(1, 3600);
    admin.awaiting("/api/v1/runs/" + first.text("id"), "state", "succeeded");
  }

  @Test
  void aTriggerNotesOneTooManyWithTheReasonAndGoesOn() {
    applied("{starts: {most: 1, in: 1h}}");
    admin.post(RUNS, INPUT);
    Json.Obj row =
        (Json.Obj) ((Json.Arr) admin.get("/api/v1/triggers").at("items")).items().getFirst();
    String trigger = "/api/v1/triggers/" + row.text("id");

    admin.post(trigger + "/form", INPUT);

    Reply starts = admin.awaiting(trigger + "/starts", "items.0.state", "failed");
    assertThat(starts.text("items.0.problem")).startsWith("limits.starts of 'index' lets no more");
    assertThat(admin.get(trigger).text("state")).isEqualTo("active");
    assertThat(admin.get(trigger).at("failures")).isEqualTo(Json.of(0));
  }

  @Test
  void aStartThatAnotherFollowsSaysWhichTakesItsPlace() {
    applied("{settle: {for: 1h, key: \"${input.page}\"}}");
    Reply first = admin.post(RUNS, INPUT);

    Reply second = admin.post(RUNS, INPUT);

    Reply over = admin.awaiting("/api/v1/runs/" + first.text("id"), "state", "cancelled");
    assertThat(over.toString())
        .contains(second.text("id") + ", which started within 1h of it, as limits.settle says");
    Reply waits = admin.awaiting("/api/v1/runs/" + second.text("id"), "begins", "T");
    assertThat(waits.text("state")).isEqualTo("queued");
    assertThat(Instant.parse(waits.text("begins")))
        .isEqualTo(Instant.parse(waits.text("createdAt")).plus(Duration.ofHours(1)));
    assertThat(over.at("begins")).isEqualTo(Json.NULL);
    admin.post("/api/v1/runs/" + second.text("id") + "/cancel", "");
  }
}
