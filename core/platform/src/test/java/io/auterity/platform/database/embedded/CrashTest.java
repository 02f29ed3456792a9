package io.auterity.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Migrations;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kill -9 leaves behind, with fsync on. */
@Tag("postgresql")
class CrashTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(10);

  @TempDir Path directory;

  @BeforeEach
  void copyAClusterThatPostgresCanReach() {
    FreshCluster.copyInto(Clusters.open(directory));
  }

  @Test
  void aKilledPostgresComesBackWithAllThatWasCommitted() {
    Clusters.run(
        directory,
        postgres -> {
          Clusters.execute(postgres.logins().owner(), "create table kept as select 42 as n");
          long before = postgres.pid().orElseThrow();

          kill(ProcessHandle.of(before).orElseThrow());

          await(() -> postgres.restarts() == 1);
          assertThat(postgres.pid()).isNotEmpty().isNotEqualTo(before);
          assertThat(postgres.problem()).isEmpty();
          assertThat(Clusters.ask(postgres.logins().owner(), "select n from kept")).isEqualTo("42");
        });
  }

  @Test
  void theProductCanStopWhilePostgresIsBeingRestarted() {
    for (int i = 0; i < 3; i++) {
      Clusters.run(
          directory,
          postgres -> kill(ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow()));
    }

    Clusters.run(directory, postgres -> assertThat(postgres.problem()).isEmpty());
  }

  @Test
  void callsAreUnavailableWhilePostgresIsDownAndWorkAgainAfter() {
    Clusters.run(
        directory,
        postgres -> {
          Migrations.run(postgres.logins().owner());
          TenantScope tenant = TenantScope.authenticated(UUID.randomUUID());
          try (Database database = Database.open(postgres.logins())) {
            assertThatThrownBy(
                    () ->
                        database.inTenant(
                            tenant,
                            tx -> {
                              kill(ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow());
                              return tx.query("select 1").mapTo(Integer.class).one();
                            }))
                .isInstanceOfSatisfying(
                    CallFailedException.class,
                    e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE));

            await(() -> database.check().isEmpty());
            assertThat(
                    database.<Integer>inTenant(
                        tenant, tx -> tx.query("select 1").mapTo(Integer.class).one()))
                .isEqualTo(1);
          }
        });
  }

  @Test
  void aKilledProductTakesPostgresWithIt() throws Exception {
    Process product = product();
    ProcessHandle postgres = postgresOf(product);

    product.destroyForcibly().waitFor();

    assertThat(postgres.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS).isAlive()).isFalse();
    Clusters.run(directory, next -> assertThat(next.pid()).isNotEmpty());
  }

  @Test
  void aProductAndItsPostgresKilledTogetherStartAgain() throws Exception {
    Process product = product();
    ProcessHandle postgres = postgresOf(product);

    postgres.destroyForcibly();
    product.destroyForcibly().waitFor();

    Clusters.run(directory, next -> assertThat(next.problem()).isEmpty());
  }

  @Test
  void aPostgresLeftBehindIsStoppedNotAdopted() throws Exception {
    Process orphan = orphan();

    Clusters.run(
        directory,
        postgres -> {
          assertThat(orphan.isAlive()).isFalse();
          assertThat(postgres.pid()).isNotEqualTo(orphan.pid());
        });
  }

  @Test
  void aStalePidOfAnotherProgramIsLeftAlone() throws Exception {
    PostgresUser account = PostgresUser.current();
    Process other = start(account, "sleep", "600");
    Path pidFile = PostmasterFile.of(directory.resolve("postgres-18/data"));
    Files.writeString(pidFile, other.pid() + "\n" + pidFile.getParent() + "\n0\n5432\n\n\n\n");
    account.own(pidFile);

    try {
      Clusters.run(directory, postgres -> assertThat(other.isAlive()).isTrue());
    } finally {
      other.destroyForcibly();
    }
  }

  /** A server as a killed product without a death signal would leave it. */
  private Process orphan() throws IOException {
    Layout layout = Layout.locate(directory, PostgresUser.current());
    Process orphan =
        start(
            PostgresUser.current(),
            Binaries.unpack(FreshCluster.cache()).program("postgres").toString(),
            "-D",
            layout.data().toString(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "port=" + Ports.anyFree());
    await(() -> PostmasterFile.read(layout.data()).filter(PostmasterFile::ready).isPresent());
    return orphan;
  }

  private static Process start(PostgresUser account, String... words) throws IOException {
    List<String> all = new ArrayList<>(account.prefix());
    all.addAll(List.of(words));
    return new ProcessBuilder(all)
        .directory(Path.of("/").toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Process product() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ServerMain.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static ProcessHandle postgresOf(Process product) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(product.getInputStream(), StandardCharsets.UTF_8));
    return ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
