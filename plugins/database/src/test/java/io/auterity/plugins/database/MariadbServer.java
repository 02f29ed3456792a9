package io.auterity.plugins.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A MariaDB on loopback, with data of its own. */
record MariadbServer(Process process, int port) {

  private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
  private static final Path INSTALL = Path.of("/usr/bin/mariadb-install-db");

  static void assumeInstalled() {
    Assumptions.assumeTrue(Files.isExecutable(SERVER), "MariaDB is not installed");
  }

  /** Starts one that has carried out a script. */
  static MariadbServer start(Path folder, String script) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String user = System.getProperty("user.name");
    Path data = folder.resolve("data");
    Path said = folder.resolve("said");
    List<String> install =
        List.of(
            INSTALL.toString(),
            "--no-defaults",
            "--user=" + user,
            "--datadir=" + data,
            "--skip-test-db",
            "--auth-root-authentication-method=normal");
    int code =
        new ProcessBuilder(install)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    assertThat(code).as(Files.readString(said)).isZero();
    Path first = Files.writeString(folder.resolve("first.sql"), script);
    List<String> command =
        new ArrayList<>(
            List.of(
                SERVER.toString(),
                "--no-defaults",
                "--user=" + user,
                "--datadir=" + data,
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--default-time-zone=-05:00",
                "--sql-mode=",
                "--init-connect=set lc_messages = 'de_DE'", // none of these may be of matter
                "--init-file=" + first));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    awaitReady(process);
    return new MariadbServer(process, port);
  }

  // It says so itself, after the script.
  private static void awaitReady(Process process) throws IOException {
    BufferedReader said = process.inputReader();
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      all.append(line).append('\n');
      if (line.contains("ready for connections")) {
        Thread.ofVirtual().start(() -> readOn(said));
        return;
      }
    }
    throw new AssertionError(all.toString());
  }

  // It would stop when nobody reads what it says.
  private static void readOn(BufferedReader said) {
    try {
      while (said.readLine() != null) {
        // of no matter
      }
    } catch (IOException e) {
      // It has ended.
    }
  }

  void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
