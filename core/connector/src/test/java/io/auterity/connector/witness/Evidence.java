package io.auterity.connector.witness;

import io.auterity.connector.VendorFiles;
import io.auterity.connector.witness.WitnessRun.Witnessed;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/** The page of what was proven: one row for each operation of a connector. */
final class Evidence {

  private static final Path PAGE = Repository.root().resolve("docs/reference/evidence.md");
  private static final String HEAD =
      """
      # Evidence of connector files

      Written by `./auterity verify --witnesses`, never by hand: the operations that answered in the contract suite of their kind, and that no test which failed had called.
      V1 is a real server. A grade counts for the file with that digest; any changed byte makes it V0 until the run is repeated.

      | connector | operation | grade | witness | date | digest of the file |
      |---|---|---|---|---|---|
      """;

  private Evidence() {}

  /**
   * Replaces what the page says of a connector.
   *
   * @param proven by operation, whether it is
   */
  static void write(Witnessed of, SortedMap<String, Boolean> proven) {
    try {
      TreeSet<String> rows = new TreeSet<>();
      for (String line : Files.exists(PAGE) ? Files.readAllLines(PAGE) : List.<String>of()) {
        if (line.startsWith("| `") && !line.startsWith("| `" + of.connector() + "` |")) {
          rows.add(line);
        }
      }
      String digest = VendorFiles.checked(of.file()).file().digest().substring(0, 16);
      LocalDate today = LocalDate.now(Clock.systemUTC());
      proven.forEach(
          (operation, holds) ->
              rows.add(
                  "| `%s` | %s | %s | %s | %s | `%s` |"
                      .formatted(
                          of.connector(),
                          operation,
                          holds ? "V1" : "V0",
                          of.server(),
                          today,
                          digest)));
      List<String> page = new ArrayList<>(HEAD.lines().toList());
      page.addAll(rows);
      Files.write(PAGE, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
