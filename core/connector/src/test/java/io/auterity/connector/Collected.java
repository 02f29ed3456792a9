package io.auterity.connector;

import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A description of a vendor's API, or a collection of its replies, as the lists of them tell.
 *
 * @param witness its name with its date
 */
record Collected(String grade, String witness) {

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final List<String> SENT = List.of("hub4j", "atlascode-jira", "octokit-fixtures");

  /** What a file in the folder that is shared is of. */
  static Collected of(String file) {
    String name = Path.of(file).getName(1).toString();
    if (file.startsWith("specs/")) {
      return new Collected("V5", "examples of " + dated("specs/SOURCES.tsv", name));
    }
    return SENT.contains(name)
        ? new Collected("V3", "replies recorded in " + dated("fixtures/NOTICE", name))
        : new Collected("V5", "examples of " + dated("fixtures/NOTICE", name));
  }

  /**
   * A description, against which requests are held.
   *
   * @param name of its file or folder among the descriptions
   */
  static Collected description(String name) {
    return new Collected("V4", "description " + dated("specs/SOURCES.tsv", name));
  }

  // What has no day of its own has that of the whole list, or the number of its version.
  private static String dated(String list, String name) {
    try {
      List<String> lines = Files.readAllLines(Repository.shared(list));
      String line =
          lines.stream()
              .filter(each -> each.matches(Pattern.quote(name) + "/?\\s.*"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(name + " is not in " + list));
      String[] columns = line.split("\t", 4);
      String day = day(columns.length > 2 ? columns[2] : line);
      String version = columns.length > 2 ? columns[2] : day(lines.getFirst());
      return "%s of %s".formatted(name, day.isEmpty() ? version : day);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String day(String text) {
    return DAY.matcher(text).results().map(MatchResult::group).findFirst().orElse("");
  }
}
