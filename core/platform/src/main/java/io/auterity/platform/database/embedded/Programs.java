package io.auterity.platform.database.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The small programs of util-linux that put a child into its own session and tie it to us. */
final class Programs {

  private Programs() {}

  static List<String> ownSession() {
    return present("setsid") ? List.of("setsid") : List.of();
  }

  /**
   * Words that run a command as the account, interrupted when the forking thread ends. Without
   * {@code setpriv} an orphan is settled at the next start.
   */
  static List<String> withDeathSignal(Account account) {
    if (!present("setpriv")) {
      return withoutSetpriv(account);
    }
    List<String> words = new ArrayList<>(account.prefix());
    if (words.isEmpty()) {
      words.addAll(List.of("setpriv", "--no-new-privs"));
    }
    words.add("--pdeathsig=INT");
    return words;
  }

  private static List<String> withoutSetpriv(Account account) {
    if (account.switching()) {
      throw new EmbeddedPostgresException(
          "PostgreSQL cannot run as root, and the command setpriv (package util-linux) to change the user is missing.");
    }
    return List.of();
  }

  private static boolean present(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(path)
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
