package io.auterity.provider.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A host of plugins that are written by the test. */
abstract class HostFixture {

  @TempDir Path folder;
  final PluginHost host =
      new PluginHost(
          Telemetry.none(), Time.system(), Duration.ofSeconds(1), new RecordingListener());

  @AfterEach
  void closeHost() {
    host.close();
  }

  /** Writes the plugin {@code a} in a version. */
  Path written(SamplePlugin plugin, String version) {
    return plugin.version(version).write(folder.resolve(version + ".jar"));
  }

  static void fails(FailureCode code, Runnable work) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(work::run)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(code));
  }
}
