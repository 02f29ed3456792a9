package io.auterity.provider.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostedPluginTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void tellsTheDigestOfItsJars() {
    HostedPlugin plugin = hosted(installed());
    plugin.start(Telemetry.none());

    assertThat(plugin.digest(LONG)).matches("sha256:[0-9a-f]{64}");

    plugin.drain();
    plugin.stop();
  }

  @Test
  void isNotWaitedForWhenTheDigestTakesTooLong() {
    assertThat(hosted(installed()).digest(Duration.ZERO)).isEqualTo("digest not known");
  }

  @Test
  void isNotWaitedForWhenTheDigestCannotBeHad() throws IOException {
    InstalledPlugin installed = installed();
    PluginFiles there = PluginFiles.at(installed.source());
    PluginFiles.Jar jar = there.jars().getFirst();
    PluginFiles.Jar gone = new PluginFiles.Jar(closed(), jar.size(), jar.modified());
    PluginFiles files =
        new PluginFiles(installed.source(), List.of(gone), there.manifest(), Map.of());
    HostedPlugin plugin =
        hosted(
            new InstalledPlugin(
                new PluginBody.OfJars(files), installed.manifest(), installed.problems()));

    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> plugin.start(Telemetry.none()));

    assertThat(plugin.digest(LONG)).isEqualTo("digest not known");
  }

  // Whoever reads what lies there gets an exception that nobody declares.
  private Path closed() throws IOException {
    try (FileSystem archive =
        FileSystems.newFileSystem(folder.resolve("archive.zip"), Map.of("create", true))) {
      return archive.getPath("/a.jar");
    }
  }

  private InstalledPlugin installed() {
    Path jar = folder.resolve("a.jar");
    new SamplePlugin("a").write(jar);
    return new PluginReader(PluginSource.NONE).read(jar);
  }

  private static HostedPlugin hosted(InstalledPlugin installed) {
    return new HostedPlugin(installed, 1, new PluginLoaders());
  }
}
