package io.auterity.server;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.config.InvalidSettingsException;
import io.auterity.platform.config.Settings;
import io.auterity.platform.config.SettingsLoader;
import io.auterity.server.start.Arguments;
import io.auterity.server.start.ExitCode;
import io.auterity.server.start.InstallationPaths;
import io.auterity.server.start.StartFailedException;
import io.auterity.server.wiring.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the server; it ends with SIGTERM or SIGINT. */
public final class Main {

  private static final Path USUAL = Path.of("auterity.yaml");

  // Made before any other thread logs, as SLF4J asks.
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  /** Takes {@code [--data DIR] [--config FILE] [--quiet]}. */
  public static void main(String[] words) {
    try {
      Arguments arguments = Arguments.parse(words);
      Settings settings = settings(arguments.config());
      InstallationPaths paths =
          InstallationPaths.of(arguments.data(), System.getenv())
              .withPlugins(settings.plugins().directory())
              .withMasterKey(settings.secrets().keyFile());
      Server server = Server.start(paths, settings);
      tell(server, settings, arguments.quiet());
    } catch (StartFailedException e) {
      end(e.exitCode(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("The server did not start", e);
      end(ExitCode.FAILED, "the server did not start: " + e.getMessage());
    }
  }

  // Who reads a log by its fields has one more line of it, and no sentence between.
  private static void tell(Server server, Settings settings, boolean quiet) {
    if (quiet || settings.log().format() == Settings.Log.Format.ECS) {
      LOG.info("Ready at {}", server.console());
    } else {
      server.notice().lines().forEach(System.out::println);
    }
  }

  private static void end(ExitCode code, @Nullable String sentence) {
    System.err.println("auterity: " + sentence);
    System.exit(code.value());
  }

  private static Settings settings(@Nullable Path named) {
    Path file = named == null && Files.exists(USUAL) ? USUAL : named;
    try {
      return new SettingsLoader(new Binder()).load(file, System.getenv());
    } catch (InvalidSettingsException e) {
      throw new StartFailedException(
          ExitCode.SETTINGS, Objects.toString(e.getMessage(), "invalid settings"), e);
    }
  }
}
