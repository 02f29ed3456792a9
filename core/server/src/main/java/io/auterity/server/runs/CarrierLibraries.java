package io.auterity.server.runs;

import io.auterity.platform.config.Settings;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.server.start.ExitCode;
import io.auterity.server.start.StartFailedException;
import io.auterity.workflow.engine.EngineCarriers;
import io.auterity.workflow.engine.RunCarrier;
import io.auterity.workflow.engine.RunCarrierFactory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Loads what carries runs on besides the journal, where settings name it: its jars lie in a folder
 * of their own and have a class loader of their own, so that a server without it has none of them.
 */
public final class CarrierLibraries {

  private CarrierLibraries() {}

  /**
   * The carriers that the settings name.
   *
   * @param folder of the jars of Temporal's carrier
   * @throws StartFailedException with one sentence
   */
  public static EngineCarriers load(Settings.Engine engine, Path folder, ContentSeal seal) {
    Settings.Temporal temporal = engine.temporal();
    if (temporal == null) {
      return EngineCarriers.NONE;
    }
    try {
      RunCarrier carrier = factory(folder).open(temporal, seal);
      return new EngineCarriers(List.of(carrier), temporal.carriesAll() ? carrier.name() : null);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailedException(
          ExitCode.SETTINGS, "engine.temporal cannot be set up: " + e.getMessage(), e);
    }
  }

  private static RunCarrierFactory factory(Path folder) throws IOException {
    // It lives as long as the server.
    URLClassLoader loader =
        new URLClassLoader(
            "engine-temporal", jars(folder), CarrierLibraries.class.getClassLoader());
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
}
