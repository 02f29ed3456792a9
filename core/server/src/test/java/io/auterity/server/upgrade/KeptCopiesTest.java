package io.auterity.server.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.RunningServer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Makes the copy of a version when that is released: name it in {@link UpgradeTest#versions}, then
 * {@code ./auterity generate}. A copy that is there is never made anew: when it no longer starts,
 * the upgrade is broken and not the copy.
 */
@Tag("postgresql")
@Tag("generated")
class KeptCopiesTest {

  @ParameterizedTest
  @MethodSource("io.auterity.server.upgrade.UpgradeTest#versions")
  void aReleasedVersionHasItsCopy(String version) throws IOException {
    KeptCopy copy = new KeptCopy(version);
    if (Boolean.getBoolean("auterity.generate") && !copy.exists()) {
      make(copy);
    }

    assertThat(copy.exists()).as("make it with: ./auterity generate").isTrue();
  }

  private static void make(KeptCopy copy) throws IOException {
    RunningServer server =
        RunningServer.start(plugins -> KeptPlugin.write(plugins.resolve("kept.jar")));
    try {
      UsedInstallation used = new UsedInstallation(server);
      copy.keep(used.use(), server.data(), used.known());
    } finally {
      server.close();
    }
  }
}
