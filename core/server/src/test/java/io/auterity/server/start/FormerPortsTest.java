package io.auterity.server.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.config.Settings;
import io.auterity.server.GivenSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerPortsTest {

  @TempDir Path data;

  private static ServerSocket any() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private Settings afterEnd(int console, int gateway, Settings asked) throws IOException {
    Path file = data.resolve("server.addresses");
    Files.writeString(
        file,
        "{\"console\":\"http://127.0.0.1:%d\",\"gateway\":\"http://127.0.0.1:%d\"}"
            .formatted(console, gateway));
    return FormerPorts.read(file).in(asked);
  }

  @Test
  void anyFreePortIsTheFormerOneWhereThatIsFree() throws IOException {
    int console;
    int gateway;
    try (ServerSocket one = any();
        ServerSocket two = any()) {
      console = one.getLocalPort();
      gateway = two.getLocalPort();
      Settings taken = afterEnd(console, gateway, GivenSettings.usual().made());
      assertThat(taken.console().port()).isZero();
      assertThat(taken.gateway().port()).isZero();
    }

    Settings free = afterEnd(console, gateway, GivenSettings.usual().made());

    assertThat(free.console().port()).isEqualTo(console);
    assertThat(free.gateway().port()).isEqualTo(gateway);
  }

  @Test
  void aPortThatTheSettingsNameIsKept() throws IOException {
    Settings asked = GivenSettings.usual().console("127.0.0.1", 18_080).made();

    assertThat(afterEnd(18_081, 18_082, asked).console().port()).isEqualTo(18_080);
  }

  @Test
  void aFileThatIsNotThereOrDamagedNamesNone() throws IOException {
    Path file = data.resolve("server.addresses");

    assertThat(FormerPorts.read(file)).isEqualTo(FormerPorts.NONE);
    for (String text : new String[] {"", "[1]", "of a server", "{\"console\": \"::: \"}"}) {
      Files.writeString(file, text);
      assertThat(FormerPorts.read(file)).as(text).isEqualTo(FormerPorts.NONE);
    }
  }

  @Test
  void whoTakesADirectoryReadsThemBeforeTheyAreForgotten() throws IOException {
    InstallationPaths places =
        new InstallationPaths(
            data, data.resolveSibling("k"), data.resolve("plugins"), data.resolve("postgres"));
    int port;
    try (ServerSocket one = any()) {
      port = one.getLocalPort();
    }
    try (DataDirectoryLock first = DataDirectoryLock.take(places)) {
      first.announce(URI.create("http://127.0.0.1:" + port), null);
      Files.copy(data.resolve("server.addresses"), data.resolve("kept"));
    }
    Files.move(data.resolve("kept"), data.resolve("server.addresses"));

    try (DataDirectoryLock next = DataDirectoryLock.take(places)) {
      assertThat(next.atFormerPorts(GivenSettings.usual().made()).console().port()).isEqualTo(port);
    }
    try (DataDirectoryLock last = DataDirectoryLock.take(places)) {
      assertThat(last.atFormerPorts(GivenSettings.usual().made()).console().port()).isZero();
    }
  }
}
