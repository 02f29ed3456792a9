package io.auterity.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What an image says of itself, and how a container of it starts.
 *
 * @param distribution folder with {@code lib} and {@code plugins}, as it lies in the image
 * @param base a root folder, or an image with its digest
 * @param name {@code auterity} or {@code auterity-full}
 * @param revision commit of the sources
 */
record ContainerImage(
    Path distribution, String base, String name, String version, String revision) {

  private static final int CONSOLE = 8080;
  private static final int GATEWAY = 8081;

  /** Writes the image as a folder in the layout of OCI, and tells its digest. */
  String writeLayout(Path folder, Path scratch) throws IOException, InterruptedException {
    Path archive = scratch.resolve("layout.tar");
    JibContainer written = write(archive, ImageFormat.OCI, scratch);
    unpack(archive, folder);
    Files.delete(archive);
    return written.getDigest().toString();
  }

  /** Writes the image as an archive that {@code docker load} and {@code podman load} read. */
  void writeArchive(Path archive, Path scratch) throws IOException, InterruptedException {
    write(archive, ImageFormat.Docker, scratch);
  }

  private JibContainer write(Path archive, ImageFormat format, Path scratch)
      throws IOException, InterruptedException {
    try {
      return described(begun(scratch))
          .setFormat(format)
          .containerize(
              Containerizer.to(TarImage.at(archive).named(ImageReference.of(null, name, version)))
                  .setBaseImageLayersCache(scratch.resolve("base"))
                  .setApplicationLayersCache(scratch.resolve("layers"))
                  .setToolName("auterity"));
    } catch (ExecutionException
        | RegistryException
        | CacheDirectoryCreationException
        | InvalidImageReferenceException e) {
      throw new IOException("The image cannot be written: " + e.getMessage(), e);
    }
  }

  private JibContainerBuilder begun(Path scratch)
      throws IOException, InvalidImageReferenceException {
    if (base.contains("@sha256:")) {
      return Jib.from(base);
    }
    Path archive = scratch.resolve("base.tar");
    if (!Files.exists(archive)) {
      new BaseFolder(Path.of(base)).write(archive, architecture());
    }
    return Jib.from(TarImage.at(archive));
  }

  private JibContainerBuilder described(JibContainerBuilder image) throws IOException {
    return image
        .setFileEntriesLayers(ImageLayers.of(distribution))
        .setPlatforms(Set.of(new Platform(architecture(), "linux")))
        .setEntrypoint(entrypoint())
        .setUser(ImageLayers.USER)
        .setWorkingDirectory(AbsoluteUnixPath.get(ImageLayers.SETTINGS))
        .setEnvironment(environment())
        .setExposedPorts(Port.tcp(CONSOLE), Port.tcp(GATEWAY))
        .setVolumes(AbsoluteUnixPath.get(ImageLayers.DATA))
        .setLabels(labels())
        .setCreationTime(Instant.EPOCH);
  }

  /** Java itself, so that signals reach it and its exit status is the container's. */
  List<String> entrypoint() {
    List<String> words = new ArrayList<>();
    words.add(ImageLayers.HOME + "/lib/runtime/bin/java");
    words.add("@" + ImageLayers.HOME + "/lib/jvm.options");
    if (Files.exists(distribution.resolve("lib/server.aot"))) {
      words.add("-XX:AOTCache=" + ImageLayers.HOME + "/lib/server.aot");
    }
    words.add("@" + ImageLayers.HOME + "/lib/server.classpath");
    // Else the log of the container has a link that signs in.
    words.addAll(List.of("io.auterity.server.Main", "--data", ImageLayers.DATA, "--quiet"));
    return List.copyOf(words);
  }

  // A container has an address of its own: on its loopback nobody would reach it.
  private static Map<String, String> environment() {
    return new TreeMap<>(
        Map.of(
            "PATH",
            ImageLayers.HOME + "/lib/runtime/bin:/usr/bin:/bin",
            "HOME",
            ImageLayers.DATA,
            "XDG_CONFIG_HOME",
            ImageLayers.DATA + "/config",
            "AUTERITY_CONSOLE_HOST",
            "0.0.0.0",
            "AUTERITY_GATEWAY_HOST",
            "0.0.0.0"));
  }

  private Map<String, String> labels() {
    return new TreeMap<>(
        Map.of(
            "org.opencontainers.image.title", name,
            "org.opencontainers.image.description",
                "One governed call path to every AI model, agent and developer service, with durable workflows on top.",
            "org.opencontainers.image.version", version,
            "org.opencontainers.image.licenses", "Apache-2.0",
            "org.opencontainers.image.revision", revision));
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(archive))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        Path file = folder.resolve(entry.getName());
        if (!entry.isDirectory()) {
          Files.createDirectories(file.resolve(".."));
          Files.copy(tar, file);
        }
        entry = tar.getNextEntry();
      }
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }
}
