package io.auterity.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.database.DatabaseLogin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgresql")
class EmbeddedPostgresTest {

  @TempDir Path directory;

  @BeforeEach
  void letPostgresReachIt() {
    Clusters.open(directory);
  }

  @Test
  void runsDurableOnLoopbackWithPasswordsAndChecksums() {
    Clusters.run(
        directory,
        postgres -> {
          assertThat(setting(postgres, "fsync")).isEqualTo("on");
          assertThat(setting(postgres, "synchronous_commit")).isEqualTo("on");
          assertThat(setting(postgres, "full_page_writes")).isEqualTo("on");
          assertThat(setting(postgres, "data_checksums")).isEqualTo("on");
          assertThat(setting(postgres, "server_encoding")).isEqualTo("UTF8");
          assertThat(setting(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
          assertThat(setting(postgres, "unix_socket_directories")).isEmpty();
          assertThat(postgres.dataDirectory().getParent()).hasFileName("postgres-18");
          assertThatThrownBy(() -> Clusters.ask(withPassword(postgres, "guess"), "select 1"))
              .hasMessageContaining("password authentication failed");
        });
  }

  @Test
  void keepsPasswordsInFilesOfTheirOwnerOnly() throws IOException {
    FreshCluster.copyInto(directory);
    Clusters.run(
        directory,
        postgres -> {
          Path passwords = postgres.dataDirectory().resolveSibling("passwords");
          assertThat(passwords)
              .isDirectoryContaining("glob:**/auterity_owner")
              .isDirectoryContaining("glob:**/auterity_app")
              .isDirectoryContaining("glob:**/auterity_engine");
          String password = postgres.logins().app().password();
          assertThat(wordsOf(postgres)).doesNotContain(password);
          assertThat(postgres.logins().toString()).doesNotContain(password);
          assertThat(permissionsIn(passwords)).containsOnly("rw-------");
        });
  }

  @Test
  void keepsDataAndPortForTheNextStart() {
    FreshCluster.copyInto(directory);
    int[] port = new int[1];
    Clusters.run(
        directory,
        postgres -> {
          port[0] = postgres.port();
          Clusters.execute(postgres.logins().owner(), "create table kept as select 42 as n");
        });

    Clusters.run(
        directory,
        postgres -> {
          assertThat(postgres.port()).isEqualTo(port[0]);
          assertThat(Clusters.ask(postgres.logins().owner(), "select n from kept")).isEqualTo("42");
        });
  }

  @Test
  void startsOverWhenItsCreationWasCutShort() throws IOException {
    Path half = Files.createDirectories(directory.resolve("postgres-18/data.new/base"));
    Files.writeString(half.resolve("1"), "half");

    Clusters.run(directory, postgres -> assertThat(half).doesNotExist());
  }

  @Test
  void refusesASecondServerOnTheDirectory() {
    FreshCluster.copyInto(directory);
    Clusters.run(
        directory,
        postgres ->
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory, Clusters.settings()))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageMatching(
                    "Another server \\(pid [0-9]+\\) is using .*: stop it, or choose another directory\\."));
  }

  @Test
  void refusesAFixedPortThatIsTaken() throws IOException {
    FreshCluster.copyInto(directory);
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PostgresSettings settings = Clusters.settings().withPort(other.getLocalPort());

      assertThatThrownBy(() -> EmbeddedPostgres.start(directory, settings))
          .hasMessage(
              "Port %d on 127.0.0.1 is taken by another program: stop it, or choose another database.port."
                  .formatted(other.getLocalPort()));
    }
  }

  @Test
  void choosesAnotherPortWhenTheKeptOneIsTaken() throws IOException {
    FreshCluster.copyInto(directory);
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          directory.resolve("postgres-18/port"), Integer.toString(other.getLocalPort()));

      Clusters.run(
          directory, postgres -> assertThat(postgres.port()).isNotEqualTo(other.getLocalPort()));
    }
  }

  @Test
  void refusesAFullDisk() {
    PostgresSettings settings = Clusters.settings().withFreeBytes(Long.MAX_VALUE);

    assertThatThrownBy(() -> EmbeddedPostgres.start(directory, settings))
        .hasMessageStartingWith("No space is left on the disk of the database");
  }

  @Test
  void refusesTheDirectoryOfANewerVersion() throws IOException {
    Files.createDirectories(directory.resolve("postgres-19/data"));

    assertThatThrownBy(() -> EmbeddedPostgres.start(directory, Clusters.settings()))
        .hasMessageContaining("was written by PostgreSQL 19, and this build runs 18");
  }

  @Test
  void refusesDataOfANewerVersion() throws IOException {
    Path data = Files.createDirectories(directory.resolve("postgres-18/data"));
    Files.writeString(data.resolve("PG_VERSION"), "19\n");

    assertThatThrownBy(() -> EmbeddedPostgres.start(directory, Clusters.settings()))
        .hasMessageContaining("was written by PostgreSQL 19");
  }

  @Test
  void freesTheDirectoryWhenTheStartFails() {
    FreshCluster.copyInto(directory);
    PostgresSettings unusable = Clusters.settings().with("shared_buffers", "nonsense");
    assertThatThrownBy(() -> EmbeddedPostgres.start(directory, unusable))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("shared_buffers");

    Clusters.run(directory, postgres -> assertThat(postgres.problem()).isEmpty());
  }

  @Test
  void startsWhereItsUserCannotCrossThePath() throws IOException {
    Path hidden = Files.createDirectory(directory.resolve("hidden"));
    Files.setPosixFilePermissions(hidden, Layout.PRIVATE);
    Path inside = Files.createDirectory(hidden.resolve("product"));
    Layout layout = Layout.locate(inside, PostgresUser.current());

    try {
      Clusters.run(
          inside,
          postgres -> {
            assertThat(Clusters.ask(postgres.logins().app(), "select 1")).isEqualTo("1");
            assertThat(postgres.dataDirectory()).isEqualTo(layout.data());
          });
    } finally {
      Directories.delete(layout.base());
    }
  }

  private static String setting(EmbeddedPostgres postgres, String name) {
    return Clusters.ask(postgres.administrator("auterity"), "show " + name);
  }

  private static DatabaseLogin withPassword(EmbeddedPostgres postgres, String password) {
    DatabaseLogin app = postgres.logins().app();
    return new DatabaseLogin(app.url(), app.user(), password);
  }

  private static String wordsOf(EmbeddedPostgres postgres) {
    Path process = Path.of("/proc", Long.toString(postgres.pid().orElseThrow()));
    try {
      return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
          + Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<String> permissionsIn(Path passwords) {
    try (Stream<Path> files = Files.list(passwords)) {
      return files.map(EmbeddedPostgresTest::permissions).toList().stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
