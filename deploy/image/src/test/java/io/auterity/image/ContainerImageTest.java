package io.auterity.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerImageTest {

  private static final Pattern BLOB = Pattern.compile("sha256:([0-9a-f]{64})");

  @TempDir Path folder;
  private Path base;

  @BeforeEach
  void makeBase() throws IOException {
    base = folder.resolve("base");
    Files.createDirectories(base.resolve("tmp"));
    Files.createDirectories(base.resolve("lib"));
    Files.writeString(base.resolve("lib/libc.so.6"), "library");
    Files.createSymbolicLink(base.resolve("lib/libc.so"), Path.of("libc.so.6"));
  }

  private ContainerImage image(String name) throws IOException {
    Path distribution = Files.createDirectories(folder.resolve(name));
    Distribution.whole(distribution);
    return new ContainerImage(distribution, base.toString(), "auterity-full", "1.0", "abc");
  }

  private String layout(String name, ContainerImage image)
      throws IOException, InterruptedException {
    Path scratch = Files.createDirectories(folder.resolve(name + ".scratch"));
    return image.writeLayout(folder.resolve(name + ".layout"), scratch);
  }

  private byte[] blob(String name, String digest) throws IOException {
    return Files.readAllBytes(folder.resolve(name + ".layout/blobs/sha256").resolve(digest));
  }

  // The digests in a text, in their order.
  private static String[] digests(String text) {
    return BLOB.matcher(text).results().map(found -> found.group(1)).toArray(String[]::new);
  }

  private String configuration(String name, String digest) throws IOException {
    String manifest = new String(blob(name, digest.replace("sha256:", "")), UTF_8);
    return new String(blob(name, digests(manifest)[0]), UTF_8);
  }

  private Map<String, TarArchiveEntry> layer(String name, String digest, int number)
      throws IOException {
    String manifest = new String(blob(name, digest.replace("sha256:", "")), UTF_8);
    Path blob = folder.resolve(name + ".layout/blobs/sha256").resolve(digests(manifest)[number]);
    Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(blob));
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.put(entry.getName(), entry);
      }
    }
    return entries;
  }

  private static TarArchiveEntry entry(Map<String, TarArchiveEntry> entries, String name) {
    return Objects.requireNonNull(entries.get(name), name);
  }

  @Test
  void theSameFilesMakeTheSameDigest() throws IOException, InterruptedException {
    String one = layout("one", image("one"));
    ContainerImage later = image("two");
    Files.setLastModifiedTime(folder.resolve("two/lib/jvm.options"), FileTime.fromMillis(0));

    assertThat(layout("two", later)).isEqualTo(one);
  }

  @Test
  void anotherCacheChangesTheLastLayerAlone() throws IOException, InterruptedException {
    String one = layout("one", image("one"));
    ContainerImage trained = image("two");
    Files.writeString(folder.resolve("two/lib/server.aot"), "another training");
    String two = layout("two", trained);

    String[] before = digests(new String(blob("one", one.replace("sha256:", "")), UTF_8));
    String[] after = digests(new String(blob("two", two.replace("sha256:", "")), UTF_8));

    assertThat(after).hasSameSizeAs(before);
    assertThat(Arrays.copyOfRange(after, 1, after.length - 1))
        .containsExactly(Arrays.copyOfRange(before, 1, before.length - 1));
    assertThat(after[after.length - 1]).isNotEqualTo(before[before.length - 1]);
  }

  @Test
  void theLowestLayerIsTheBaseAsItIs() throws IOException, InterruptedException {
    Map<String, TarArchiveEntry> entries = layer("one", layout("one", image("one")), 1);

    assertThat(entry(entries, "lib/libc.so").getLinkName()).isEqualTo("libc.so.6");
    assertThat(entry(entries, "tmp/").getMode() & 07777).isEqualTo(01777);
    assertThat(entries.values())
        .allSatisfy(entry -> assertThat(entry.getLongUserId()).isZero())
        .allSatisfy(entry -> assertThat(entry.getModTime()).hasTime(1000));
  }

  @Test
  void aContainerRunsJavaAsAUserWithoutRights() throws IOException, InterruptedException {
    String configuration = configuration("one", layout("one", image("one")));

    assertThat(configuration)
        .contains("\"User\":\"65532:65532\"")
        .contains("\"8080/tcp\"", "\"8081/tcp\"", "\"/data\"")
        .contains("AUTERITY_CONSOLE_HOST=0.0.0.0", "AUTERITY_GATEWAY_HOST=0.0.0.0")
        .contains("\"org.opencontainers.image.revision\":\"abc\"")
        .contains("\"org.opencontainers.image.licenses\":\"Apache-2.0\"");
  }

  @Test
  void itStartsByTheCacheWhereThereIsOne() throws IOException {
    ContainerImage image = image("one");

    assertThat(image.entrypoint()).contains("-XX:AOTCache=/opt/auterity/lib/server.aot");

    Files.delete(folder.resolve("one/lib/server.aot"));

    assertThat(image.entrypoint())
        .containsExactly(
            "/opt/auterity/lib/runtime/bin/java",
            "@/opt/auterity/lib/jvm.options",
            "@/opt/auterity/lib/server.classpath",
            "io.auterity.server.Main",
            "--data",
            "/data",
            "--quiet");
  }

  @Test
  void theArchiveNamesTheImage() throws IOException, InterruptedException {
    Path archive = folder.resolve("image.tar");
    image("one").writeArchive(archive, Files.createDirectories(folder.resolve("scratch")));

    try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(archive))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (!entry.getName().equals("manifest.json")) {
        entry = tar.getNextEntry();
      }
      assertThat(new String(tar.readAllBytes(), UTF_8)).contains("auterity-full:1.0");
    }
  }
}
