package io.auterity.bench.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.BundledPlugin;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLifeTest {

  @TempDir Path folder;

  @Test
  void twoVersionsFollowEachOtherWithoutAFailedCall() {
    Path example = BundledPlugin.write("example", folder, "jackson-core-");
    PluginVersions versions = new PluginVersions(example, folder.resolve("versions"));
    try (PluginLife life = new PluginLife(versions, Duration.ofMillis(100))) {
      PluginLife.Times times = life.live();

      assertThat(times.failed()).isZero();
      assertThat(times.leaked()).isZero();
      assertThat(times.swap()).isPositive();
      assertThat(times.drain()).isPositive();
    }
  }
}
