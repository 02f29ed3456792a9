package io.auterity.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartFailureTest {

  private static final Path DATA = Path.of("/srv/product/postgres-18/data");

  @Test
  void namesThePort() {
    assertThat(
            explain(
                "12 LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use",
                "12 FATAL:  could not create any TCP/IP sockets"))
        .isEqualTo(
            "Port 5433 on 127.0.0.1 is taken by another program: stop it, or choose another database.port.");
  }

  @Test
  void namesTheFullDisk() {
    assertThat(explain("12 FATAL:  could not write lock file: No space left on device"))
        .isEqualTo(StartFailure.NO_SPACE);
  }

  @Test
  void saysThatAUserWithoutANameCannotCreateADatabase() {
    assertThat(
            explain("initdb: error: could not look up effective user ID 4711: user does not exist"))
        .isEqualTo(StartFailure.UNNAMED_USER);
  }

  @Test
  void showsWhatPostgresComplainedOf() {
    assertThat(explain("12 LOG:  starting", "12 FATAL:  invalid value for parameter \"x\""))
        .isEqualTo(
            "PostgreSQL did not start on /srv/product/postgres-18/data: 12 FATAL:  invalid value for parameter \"x\"");
  }

  @Test
  void namesAFileThatMayNotBeUsed() {
    assertThat(StartFailure.of(new AccessDeniedException("/srv"), DATA))
        .hasMessage("Cannot use /srv/product/postgres-18/data: no permission.");
  }

  @Test
  void namesAReadOnlyDisk() {
    assertThat(
            StartFailure.of(new FileSystemException("/srv/x", null, "Read-only file system"), DATA))
        .hasMessage("Cannot use /srv/product/postgres-18/data: Read-only file system.");
  }

  @Test
  void namesTheFullDiskOfTheServer() {
    assertThat(StartFailure.of(new SQLException("could not extend file", "53100")))
        .hasMessage(StartFailure.NO_SPACE);
  }

  @Test
  void namesTheFullDiskOfAFile() {
    assertThat(StartFailure.of(new IOException("No space left on device"), DATA))
        .hasMessage(StartFailure.NO_SPACE);
  }

  private static String explain(String... log) {
    return String.valueOf(StartFailure.explain(List.of(log), DATA, 5433).getMessage());
  }
}
