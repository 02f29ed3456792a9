package io.auterity.testkit.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltPluginTest {

  private static final String MANIFEST = "META-INF/auterity/plugin.yaml";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aCopyDiffersInTheVersionOnly() throws IOException {
    Path built = Files.createDirectories(folder.resolve("built"));
    write(built.resolve("plugin.jar"), MANIFEST, "id: a\nversion: \"1.0.0\"\nmain: A\n");
    write(built.resolve("library.jar"), "lib.txt", "version: 1");

    BuiltPlugin copy = new BuiltPlugin(built).copyAs("9.9.9", folder.resolve("copy"));

    assertThat(read(copy.path().resolve("plugin.jar"), MANIFEST))
        .isEqualTo("id: a\nversion: \"9.9.9\"\nmain: A\n");
    assertThat(copy.path().resolve("library.jar"))
        .hasSameBinaryContentAs(built.resolve("library.jar"));
    assertThat(read(built.resolve("plugin.jar"), MANIFEST)).contains("1.0.0");
  }

  private static void write(Path jar, String entry, String text) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry(entry));
      entries.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String read(Path jar, String entry) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return new String(
          file.getInputStream(file.getJarEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
