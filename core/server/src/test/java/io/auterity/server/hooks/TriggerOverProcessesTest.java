package io.auterity.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.TestDatabase;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.ServerProcess;
import io.auterity.spi.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs that a server is about to begin when it is killed, and which another server begins. */
@Tag("postgresql")
class TriggerOverProcessesTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final int SEEDS = 60;

  private static final String WORKFLOWS =
      """
      {kind: workflow, id: seed, spec: {steps: [{id: a, transform: 1}]}}
      ---
      {kind: workflow, id: flower, spec: {input: {of: {type: string}}, steps: [{id: a, transform: 1}]}}
      """;

  private static final String TRIGGER =
      """
      {"name": "grow", "workflow": "flower", "on": "event", "type": "io.auterity.run.completed.v1",
       "when": "${event.data.workflow == 'seed'}", "input": {"of": "${event.subject}"}}
      """;

  @TempDir Path directory;

  @Test
  void eachEventStartsOneRunThoughTheServerIsKilledAmongThem() throws Exception {
    Files.createDirectories(directory.resolve("plugins"));
    String key;
    String starts;
    int begun;
    try (ServerProcess first = ServerProcess.on(db.logins(), directory, "first")) {
      Client operator = first.anonymous().bearer(first.operatorKey());
      key = operator.post("/api/v1/tenants", "{\"name\": \"t\"}").text("key");
      Client admin = first.anonymous().bearer(key);
      admin.apply(WORKFLOWS);
      starts = "/api/v1/triggers/" + admin.post("/api/v1/triggers", TRIGGER).text("id") + "/starts";
      for (int i = 0; i < SEEDS; i++) {
        admin.post("/api/v1/workflows/seed/runs", "{\"input\": {}}");
      }
      begun = awaited(admin, starts, SEEDS / 4);
      first.kill();
    }

    try (ServerProcess second = ServerProcess.on(db.logins(), directory, "second")) {
      Client admin = second.anonymous().bearer(key);
      assertThat(begun).as("killed in the middle").isLessThan(SEEDS);

      assertThat(awaited(admin, starts, SEEDS)).isEqualTo(SEEDS);

      Reply runs = admin.get("/api/v1/runs?workflow=flower&limit=500");
      assertThat(((Json.Arr) runs.at("items")).items()).hasSize(SEEDS);
    }
  }

  /** How many have begun, once so many have. */
  private static int awaited(Client admin, String starts, int wanted) {
    long end = System.nanoTime() + 60_000_000_000L;
    int begun = begun(admin, starts);
    while (begun < wanted && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
      begun = begun(admin, starts);
    }
    return begun;
  }

  private static int begun(Client admin, String starts) {
    return admin.get(starts + "?limit=500").body().split("\"started\"", -1).length - 1;
  }
}
