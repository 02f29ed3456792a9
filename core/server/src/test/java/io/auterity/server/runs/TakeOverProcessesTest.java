package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.TestDatabase;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two real servers on one database, of which the one that carries on the runs is killed. */
@Tag("postgresql")
class TakeOverProcessesTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final String WORKFLOWS =
      """
      kind: workflow
      id: long
      spec:
        input: {items: {type: array, items: {type: integer}}}
        steps:
          - id: all
            each: ${input.items}
            as: i
            concurrency: 1
            steps: [{id: pause, wait: 100ms}, {id: own, transform: "${i}"}]
            output: ${own}
        output: ${all}
      ---
      {kind: workflow, id: short, spec: {steps: [{id: a, transform: 1}]}}
      """;

  private static final String ITEMS = "{\"input\": {\"items\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}}";

  @TempDir Path directory;

  @Test
  void theOtherGoesOnWhenOneIsKilledAndWhenOneIsStopped() throws Exception {
    Files.createDirectories(directory.resolve("plugins"));
    try (ServerProcess first = ServerProcess.on(db.logins(), directory, "first");
        ServerProcess second = ServerProcess.on(db.logins(), directory, "second")) {
      Client operator = first.anonymous().bearer(first.operatorKey());
      String key = operator.post("/api/v1/tenants", "{\"name\": \"t\"}").text("key");
      Client admin = first.anonymous().bearer(key);
      Client beside = second.anonymous().bearer(key);
      admin.apply(WORKFLOWS);
      over(beside, started(beside, "short", "{\"input\": {}}"));
      String run = started(beside, "long", ITEMS);
      until(() -> beside.get(run).text("state").equals("waiting"));

      first.kill();
      long killed = System.nanoTime();
      over(beside, started(beside, "short", "{\"input\": {}}"));
      told("after kill -9", killed);

      Reply ended = over(beside, run);
      assertThat(ended.text("state")).as(ended.toString()).isEqualTo("succeeded");
      assertThat(ended.body()).contains("[1,2,3,4,5,6,7,8,9,10]");

      try (ServerProcess again = ServerProcess.on(db.logins(), directory, "again")) {
        Client next = again.anonymous().bearer(key);
        long stopped = System.nanoTime();
        assertThat(ProcessHandle.of(second.pid()).orElseThrow().destroy()).isTrue();
        over(next, started(next, "short", "{\"input\": {}}"));
        told("after SIGTERM, with the time that it took to end", stopped);
      }
    }
  }

  private static void told(String what, long since) {
    System.out.printf(
        "Take-over %s: %d ms%n", what, Duration.ofNanos(System.nanoTime() - since).toMillis());
  }

  /** Starts a run as soon as the workflow is known there; its path. */
  private static String started(Client client, String workflow, String body) {
    Reply[] last = new Reply[1];
    until(
        () -> {
          last[0] = client.post("/api/v1/workflows/" + workflow + "/runs", body);
          return last[0].status() == 202;
        });
    return "/api/v1/runs/" + last[0].text("id");
  }

  private static Reply over(Client client, String run) {
    until(() -> client.get(run).text("state").matches("succeeded|failed|cancelled"));
    return client.get(run);
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("nanoseconds too late").isNegative();
      LockSupport.parkNanos(10_000_000);
    }
  }
}
