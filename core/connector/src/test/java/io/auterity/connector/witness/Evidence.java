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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of what was proven: one row for each operation of a connector. */
final class Evidence {

  static final String PAGE = "docs/reference/evidence.md";
  static final String UNPROVEN = "V0";

  private static final String PROVEN = "V1";
  private static final int DIGEST = 16;
  private static final String HEAD =
      """
      # Evidence of connector files

      Written by `./auterity verify --witnesses`, never by hand: the operations that answered in the contract suite of their kind, and that no test which failed had called.
      V1 is a real server. A grade counts for the file with that digest; any changed byte makes it V0 until the run is repeated.

      | connector | operation | grade | witness | date | digest of the file |
      |---|---|---|---|---|---|
      """;
  private static final Pattern ROW =
      Pattern.compile(
          "\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| `([^`]+)` \\|");

  private Evidence() {}

  /**
   * What is known of an operation.
   *
   * @param digest the first digits of that of the file that was run
   */
  record Row(
      String connector, String operation, String grade, String server, String date, String digest) {

    private static Stream<Row> read(String line) {
      Matcher row = ROW.matcher(line);
      return row.matches()
          ? Stream.of(
              new Row(
                  row.group(1),
                  row.group(2),
                  row.group(3),
                  row.group(4),
                  row.group(5),
                  row.group(6)))
          : Stream.empty();
    }

    /** As it counts for a file as it is. */
    private Row of(String present) {
      return digest.equals(present)
          ? this
          : new Row(connector, operation, UNPROVEN, server, date, digest);
    }

    @Override
    public String toString() {
      return "| `%s` | %s | %s | %s | %s | `%s` |"
          .formatted(connector, operation, grade, server, date, digest);
    }
  }

  /** The rows of a page. */
  static List<Row> rows(String page) {
    return page.lines().flatMap(Row::read).toList();
  }

  /**
   * A page with these rows; what was proven of a file that has changed is proven no more.
   *
   * @param digests of the files as they are, by connector
   */
  static String page(Stream<Row> rows, Map<String, String> digests) {
    return rows.map(row -> row.of(digests.getOrDefault(row.connector(), "")).toString())
        .sorted()
        .collect(Collectors.joining("\n", HEAD, "\n"));
  }

  /** The digests of the files as they are, by the connectors that they bring. */
  static Map<String, String> digests() {
    Map<String, String> digests = new HashMap<>();
    VendorFiles.all()
        .forEach(
            file ->
                file.connectors()
                    .keySet()
                    .forEach(
                        connector -> digests.put(connector, file.digest().substring(0, DIGEST))));
    return digests;
  }

  static String text() {
    try {
      Path page = Repository.root().resolve(PAGE);
      return Files.exists(page) ? Files.readString(page) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Replaces what the page says of a connector.
   *
   * @param proven by operation, whether it is
   */
  static void write(Witnessed of, SortedMap<String, Boolean> proven) {
    Map<String, String> digests = digests();
    String digest = Objects.requireNonNull(digests.get(of.connector()), of.connector());
    String today = LocalDate.now(Clock.systemUTC()).toString();
    Stream<Row> others =
        rows(text()).stream().filter(row -> !row.connector().equals(of.connector()));
    Stream<Row> own =
        proven.entrySet().stream()
            .map(
                each ->
                    new Row(
                        of.connector(),
                        each.getKey(),
                        each.getValue() ? PROVEN : UNPROVEN,
                        of.server(),
                        today,
                        digest));
    try {
      Files.writeString(Repository.root().resolve(PAGE), page(Stream.concat(others, own), digests));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
