package io.auterity.workflow.engine;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.DatabaseLogins;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.live.LiveRuns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An engine in a process of its own with little memory, which ends with the status 3 when that is
 * used up: as the server does.
 */
final class ExhaustedProcess {

  /** A call with this text doubles what it holds for ever. */
  static final String DOUBLING = "doubling";

  private ExhaustedProcess() {}

  /**
   * Lets a process carry on what is there until nothing is left that it may carry on.
   *
   * @param yaml what it runs besides, each on one line
   * @return its exit status: 0 when it got so far
   */
  static int run(DatabaseLogins logins, TenantScope tenant, List<UUID> runs, List<String> yaml) {
    try {
      Process process =
          KilledProcess.start(ExhaustedProcess.class, "-Xmx64m", "-XX:+ExitOnOutOfMemoryError");
      try {
        List<String> told = new ArrayList<>(List.of(Integer.toString(runs.size())));
        runs.forEach(run -> told.add(run.toString()));
        told.addAll(yaml);
        KilledProcess.tell(process, logins, tenant, told);
        process.inputReader(StandardCharsets.UTF_8).lines().forEach(System.out::println);
        return process.waitFor();
      } finally {
        process.destroyForcibly();
        process.onExit().join();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The process. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    TenantScope tenant = TenantScope.recovered(UUID.fromString(in.readLine()));
    DatabaseLogins logins = KilledProcess.logins(in);
    int known = Integer.parseInt(in.readLine());
    List<UUID> runs = new ArrayList<>();
    for (int i = 0; i < known; i++) {
      runs.add(UUID.fromString(in.readLine()));
    }
    FakeInvoker invoker =
        new FakeInvoker(
            call -> FakeInvoker.text(call).equals(DOUBLING) ? doubled() : FakeInvoker.echo(call));
    try (Database database = TestDatabase.open(logins);
        TestEngine engine =
            TestEngine.start(
                database, invoker, (scope, capability) -> new CallIdempotency.Anywhere())) {
      in.lines().forEach(yaml -> runs.add(engine.run(tenant, yaml, Json.EMPTY)));
      LiveRuns live = engine.engine.live();
      runs.forEach(
          run ->
              TestEngine.until(
                  () ->
                      live.stalled(run).isPresent()
                          || engine.stored(tenant, run).head().phase().over()));
    }
  }

  private static Record doubled() {
    List<byte[]> held = new ArrayList<>();
    for (int size = 1; size > 0; size *= 2) {
      held.add(new byte[size]);
    }
    throw new IllegalStateException("held %d pieces".formatted(held.size()));
  }
}
