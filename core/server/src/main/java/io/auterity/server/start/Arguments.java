package io.auterity.server.start;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command-line arguments of the server.
 *
 * @param data the data directory
 * @param config the settings file; null for {@code auterity.yaml} in the working directory, if any
 * @param quiet whether the notice of how to sign in is left out
 */
public record Arguments(Path data, @Nullable Path config, boolean quiet) {

  private static final Path DATA = Path.of(".auterity");
  private static final String USAGE = "Usage: server [--data DIR] [--config FILE] [--quiet]";

  /**
   * Reads the command line.
   *
   * @throws StartFailedException when it says something else
   */
  public static Arguments parse(String... words) {
    Path data = DATA;
    Path config = null;
    boolean quiet = false;
    Iterator<String> rest = List.of(words).iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "--data" -> data = value(word, rest);
        case "--config" -> config = value(word, rest);
        case "--quiet" -> quiet = true;
        default -> throw usage("unknown argument '%s'".formatted(word));
      }
    }
    return new Arguments(data, config, quiet);
  }

  private static Path value(String name, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw usage(name + " needs a value");
    }
    return Path.of(rest.next());
  }

  private static StartFailedException usage(String problem) {
    return new StartFailedException(ExitCode.SETTINGS, problem + ". " + USAGE);
  }
}
