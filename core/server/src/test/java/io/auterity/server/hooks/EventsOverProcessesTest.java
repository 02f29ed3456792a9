package io.auterity.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.TestDatabase;
import io.auterity.server.Client;
import io.auterity.server.ServerProcess;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Events that a server has acknowledged when it is killed, and which another server delivers. */
@Tag("postgresql")
class EventsOverProcessesTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final int ROUNDS = 2;
  private static final int RUNS = 6;
  private static final String EVENT = "/api/v1/events/io.auterity.custom.kept.paid.v1";

  private static final String FILES =
      """
      {kind: event, id: kept.paid, spec: {schema: {type: object}}}
      ---
      kind: workflow
      id: kept
      spec:
        input: {n: {type: string}}
        steps:
          - {id: go, await: {signal: go}}
          - {id: paid, after: [go], await: {event: io.auterity.custom.kept.paid.v1, key: "${input.n}"}, timeout: 1m, onTimeout: "null"}
        output: "${paid == null ? 'missed' : 'got it'}"
      """;

  @TempDir Path directory;

  @Test
  void eachThatIsAcknowledgedIsTakenThoughTheServerIsKilledAmongThem() throws Exception {
    Files.createDirectories(directory.resolve("plugins"));
    String key = null;
    Set<String> acknowledged = Set.of();
    for (int round = 0; round <= ROUNDS; round++) {
      try (ServerProcess server = ServerProcess.on(db.logins(), directory, "server" + round)) {
        if (key == null) {
          Client operator = server.anonymous().bearer(server.operatorKey());
          key = operator.post("/api/v1/tenants", "{\"name\": \"t\"}").text("key");
          server.anonymous().bearer(key).apply(FILES);
        }
        Client admin = server.anonymous().bearer(key);
        assertTaken(admin, acknowledged);
        if (round < ROUNDS) {
          acknowledged = raisedUntilKilled(server, admin, round);
        }
      }
    }
  }

  private static void assertTaken(Client admin, Set<String> runs) {
    runs.forEach(run -> admin.post(run + "/signals/go", "{}"));

    assertThat(runs)
        .allSatisfy(
            run ->
                assertThat(admin.awaiting(run, "state", "succeeded").text("output"))
                    .isEqualTo("got it"));
  }

  /** The runs whose events were acknowledged. */
  private static Set<String> raisedUntilKilled(ServerProcess server, Client admin, int round)
      throws InterruptedException {
    Map<Integer, String> runs =
        IntStream.range(0, RUNS)
            .boxed()
            .collect(Collectors.toMap(n -> n, n -> started(admin, round, n)));
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    CountDownLatch half = new CountDownLatch(RUNS / 2);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      runs.forEach(
          (n, run) ->
              threads.execute(
                  () -> {
                    if (acknowledged(admin, event(round, n))) {
                      acknowledged.add(run);
                      half.countDown();
                    }
                  }));
      assertThat(half.await(1, TimeUnit.MINUTES)).isTrue();
      server.kill();
    }
    return Set.copyOf(acknowledged);
  }

  private static boolean acknowledged(Client admin, String event) {
    try {
      return admin.post(EVENT, event).status() == 202;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static String started(Client admin, int round, int n) {
    String input = "{\"input\": {\"n\": \"%d-%d\"}}".formatted(round, n);
    return "/api/v1/runs/" + admin.post("/api/v1/workflows/kept/runs", input).text("id");
  }

  private static String event(int round, int n) {
    return "{\"subject\": \"%d-%d\", \"data\": {}}".formatted(round, n);
  }
}
