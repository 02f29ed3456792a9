package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.database.Tampering;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import io.auterity.spi.Json;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that waits outside of memory and can no longer be read. */
@Tag("postgresql")
class StalledRunTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client client = Workflow.sizes(server.newTenant());
  private final String run = Workflow.started(client, "1h");

  @Test
  void itTellsWhyAndTheServerStaysReady() {
    told("\"state\":\"waiting\"");
    change("kind = kind + 90");

    Reply found = told("\"stalled\"");

    assertThat(found.text("state")).isEqualTo("waiting");
    assertThat(found.text("stalled.code")).isEqualTo("internal");
    assertThat(found.text("stalled.message")).contains("event 1 of the journal", "unknown kind");
    assertThat(client.get("/api/v1/runs").at("items.0.stalled")).isEqualTo(found.at("stalled"));
    assertThat(cancel().status()).isEqualTo(409);
    assertThat(cancel().text("detail")).isEqualTo(found.text("stalled.message"));
    assertThat(client.get("/metrics").body()).contains("auterity_runs_stalled 1.0");
    Reply health = client.get("/health");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.text("dependencies.workflow engine.status")).isEqualTo("up");
    assertThat(health.text("dependencies.workflow engine.warning")).contains("stand still: 1");

    change("kind = kind - 90");
    assertThat(cancel().status()).isEqualTo(202);
    Watcher.follow(client, run);
    assertThat(client.get("/metrics").body()).contains("auterity_runs_stalled 0.0");
  }

  @Test
  void itIsRepairedOrEndedForAReason() {
    told("\"state\":\"waiting\"");
    assertThat(client.post(path("end"), "{\"reason\": \"no\"}").status()).isEqualTo(409);
    change("kind = kind + 90");
    told("\"stalled\"");
    assertThat(client.post(path("repair"), "{\"reason\": \" \"}").status()).isEqualTo(400);

    assertThat(client.post(path("repair"), "{\"reason\": \"disk\"}").status()).isEqualTo(200);
    assertThat(told("\"state\":\"waiting\"").body()).doesNotContain("\"stalled\"");

    change("kind = kind + 90", "(select max(seq) from run_event e where e.run = run_event.run)");
    told("\"stalled\"");
    Reply ended = client.post(path("end"), "{\"reason\": \"lost\", \"as\": \"cancelled\"}");
    assertThat(ended.status()).isEqualTo(200);
    assertThat(ended.text("state")).isEqualTo("cancelled");
    assertThat(ended.text("reason.message")).contains("lost");
    assertAudited("control:run.repair", path("repair"), "done");
    assertAudited("control:run.repair", path("end"), "refused with 409");
  }

  private void assertAudited(String action, String path, String outcome) {
    long end = System.nanoTime() + 20_000_000_000L;
    String entry = "\"outcome\":\"%s\"".formatted(outcome);
    while (client.get("/api/v1/audit?limit=500").body().lines().noneMatch(l -> l.contains(entry))) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(client.get("/api/v1/audit?limit=500").body())
        .contains("\"action\":\"%s\"".formatted(action), "POST " + path);
    Reply first = client.get("/api/v1/audit?limit=1");
    assertThat(first.at("items.0.sequence")).isEqualTo(Json.of(0));
    assertThat(client.get("/api/v1/audit?limit=1&cursor=" + first.text("next")).body())
        .contains("\"sequence\":1,");
    assertThat(client.get("/api/v1/audit?cursor=x").status()).isEqualTo(400);
  }

  private String path(String verb) {
    return "/api/v1/runs/%s/%s".formatted(run, verb);
  }

  private Reply cancel() {
    return client.post("/api/v1/runs/" + run + "/cancel", "");
  }

  private Reply told(String part) {
    long end = System.nanoTime() + 20_000_000_000L;
    Reply found = client.get("/api/v1/runs/" + run);
    while (!found.body().contains(part)) {
      assertThat(System.nanoTime()).as(found.toString()).isLessThan(end);
      LockSupport.parkNanos(10_000_000);
      found = client.get("/api/v1/runs/" + run);
    }
    return found;
  }

  private void change(String how) {
    change(how, "1");
  }

  private void change(String how, String seq) {
    Tampering.with(
        server.database().logins().owner(),
        "run_event",
        "update run_event set %s where run = '%s' and seq = %s"
            .formatted(how, Invocation.RUN_ID.read(run), seq));
  }
}
