package io.auterity.workflow.engine;

import io.auterity.platform.config.Settings;
import io.auterity.platform.secret.ContentSeal;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Makes a carrier of runs by the settings of a server; a service of the jars that it comes in. */
public interface RunCarrierFactory {

  /**
   * The one whose jars lie in a folder. They have a class loader of their own, which lives as long
   * as the process, so that what has no such carrier has none of them.
   *
   * @throws IOException when the folder holds none
   */
  static RunCarrierFactory load(Path folder) throws IOException {
    URLClassLoader loader =
        new URLClassLoader("carrier", jars(folder), RunCarrierFactory.class.getClassLoader());
    return ServiceLoader.load(RunCarrierFactory.class, loader)
        .findFirst()
        .orElseThrow(() -> new IOException("%s holds no carrier of runs".formatted(folder)));
  }

  private static URL[] jars(Path folder) throws IOException {
    List<URL> jars = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
        for (Path file : files) {
          jars.add(file.toUri().toURL());
        }
      }
    }
    return jars.toArray(URL[]::new);
  }

  /**
   * The carrier, which connects when it is first needed.
   *
   * @param seal of what the cluster gets of runs
   * @throws IOException when a file cannot be read that the settings name
   * @throws IllegalArgumentException when such a file does not hold what it should
   */
  RunCarrier open(Settings.Temporal settings, ContentSeal seal) throws IOException;
}
