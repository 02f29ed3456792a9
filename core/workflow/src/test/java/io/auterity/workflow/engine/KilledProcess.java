package io.auterity.workflow.engine;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.DatabaseLogin;
import io.auterity.platform.database.DatabaseLogins;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** An engine in a process of its own, killed while each of its runs has a call under way. */
final class KilledProcess {

  private static final String CALL = "call ";
  private static final String RUN = "run ";

  private KilledProcess() {}

  /**
   * Runs workflows there until each of them calls, and kills the process.
   *
   * @param yaml each on one line
   * @return a run of each
   */
  static List<UUID> run(DatabaseLogins logins, TenantScope tenant, List<String> yaml) {
    try {
      Process process = start(KilledProcess.class);
      try {
        tell(process, logins, tenant, yaml);
        return heard(process, yaml.size());
      } finally {
        process.destroyForcibly();
        process.onExit().join();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a process that is this class. */
  static Process start(Class<?> main, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Tells a process where to work, and what. */
  static void tell(Process process, DatabaseLogins logins, TenantScope tenant, List<String> yaml) {
    try (PrintStream out =
        new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
      out.println(tenant.tenant());
      for (DatabaseLogin endpoint : List.of(logins.owner(), logins.app(), logins.engine())) {
        out.println(endpoint.url());
        out.println(endpoint.user());
        out.println(endpoint.password());
      }
      yaml.forEach(out::println);
    }
  }

  private static List<UUID> heard(Process process, int wanted) throws IOException {
    List<UUID> runs = new ArrayList<>();
    int calls = 0;
    BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
    while (runs.size() < wanted || calls < wanted) {
      String line = in.readLine();
      if (line == null) {
        throw new AssertionError("the process ended by itself after %d calls".formatted(calls));
      }
      if (line.startsWith(CALL)) {
        calls++;
      } else if (line.startsWith(RUN)) {
        runs.add(UUID.fromString(line.substring(RUN.length())));
      }
    }
    return runs;
  }

  /** The process: reads what to do, and waits in its calls for its end. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    TenantScope tenant = TenantScope.recovered(UUID.fromString(in.readLine()));
    DatabaseLogins logins = logins(in);
    List<String> workflows = in.lines().toList();
    CountDownLatch never = new CountDownLatch(1);
    FakeInvoker invoker =
        new FakeInvoker(
            call -> {
              System.out.println(CALL + call.idempotencyKey());
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return FakeInvoker.echo(call);
            });
    TestEngine engine =
        TestEngine.start(TestDatabase.open(logins), invoker, InDoubtTest.REPEATABILITY);
    for (String yaml : workflows) {
      System.out.println(RUN + engine.run(tenant, yaml, Json.EMPTY));
    }
    never.await();
  }

  /** What {@link #tell} has told of the database. */
  static DatabaseLogins logins(BufferedReader in) throws IOException {
    return new DatabaseLogins(endpoint(in), endpoint(in), endpoint(in));
  }

  private static DatabaseLogin endpoint(BufferedReader in) throws IOException {
    return new DatabaseLogin(in.readLine(), in.readLine(), in.readLine());
  }
}
