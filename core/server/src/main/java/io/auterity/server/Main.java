package io.auterity.server;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.config.InvalidSettingsException;
import io.auterity.platform.config.Settings;
import io.auterity.platform.config.SettingsLoader;
import io.auterity.server.start.Arguments;
import io.auterity.server.start.ExitCode;
import io.auterity.server.start.StartFailedException;
import io.auterity.server.wiring.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Starts the server; it ends with SIGTERM or SIGINT. */
public final class Main {

  private static final Path USUAL = Path.of("auterity.yaml");

  private Main() {}

  /** Takes {@code [--data DIR] [--config FILE]}. */
  public static void main(String[] words) {
    try {
      Arguments arguments = Arguments.parse(words);
      Settings settings = settings(arguments.config());
      Server server = Server.start(arguments.data(), settings);
      LoggerFactory.getLogger(Main.class)
          .info("Ready at http://{}:{}", settings.console().host(), server.port());
    } catch (StartFailedException e) {
      System.err.println(e.getMessage());
      System.exit(e.exitCode().value());
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(Main.class).error("The server did not start", e);
      System.exit(ExitCode.FAILED.value());
    }
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
