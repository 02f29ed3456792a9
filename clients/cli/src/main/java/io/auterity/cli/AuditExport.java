package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.PageWalk;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Prints or exports the entries of an audit log that are wanted, page by page, as they come. */
final class AuditExport {

  private static final List<String> FIELDS =
      List.of("at", "name", "principal", "address", "action", "request", "target", "outcome");
  private static final String FORMULA = "=+-@\t\r";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "2026-11-01, 2026-11-01T08:00:00Z or 7d for so long ago.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Begins what is left out.")
  private @Nullable String until;

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "Whose acts, by the name or the id of the key.")
  private @Nullable String actor;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "E.g. control:key.write, or 'control:*' for all that begin so.")
  private @Nullable String action;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      description = "What it was done to, e.g. route/triage, or 'route/*'.")
  private @Nullable String target;

  @Option(names = "--newest", description = "The newest entry first.")
  private boolean newest;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Writes CSV (RFC 4180) to a file, and nothing to the output.")
  private @Nullable Path csv;

  @Mixin private final ListForm form = new ListForm();

  /** Writes a log. */
  int write(ApiClient api, String log) {
    String path = log + "?limit=500" + query();
    Path file = csv;
    if (file == null) {
      form.printAll(
          api,
          path,
          List.of("sequence", "at", "who", "action", "target", "outcome"),
          "There is no such entry.",
          AuditExport::row);
      return 0;
    }
    try {
      System.out.printf("%s: %d entries%n", file, write(api, path, file));
      return 0;
    } catch (IOException e) {
      throw CliException.failed("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  private static List<String> row(JsonNode line) {
    return TextTable.row(
        line,
        "sequence",
        "entry/at",
        "entry/name",
        "entry/action",
        "entry/target",
        "entry/outcome");
  }

  private String query() {
    return UrlEncoding.parameter("since", since)
        + UrlEncoding.parameter("until", until)
        + UrlEncoding.parameter("actor", actor)
        + UrlEncoding.parameter("action", action)
        + UrlEncoding.parameter("target", target)
        + UrlEncoding.parameter("sort", newest ? "-at" : null);
  }

  private static long write(ApiClient api, String path, Path file) throws IOException {
    long[] written = {0};
    try (CSVPrinter out = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.RFC4180)) {
      out.printRecord(
          Stream.of(List.of("sequence"), FIELDS, List.of("details")).flatMap(List::stream));
      PageWalk.each(
          api,
          path,
          line -> {
            print(out, line);
            written[0]++;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return written[0];
  }

  private static void print(CSVPrinter out, JsonNode line) {
    JsonNode entry = line.path("entry");
    try {
      out.print(line.path("sequence").asString());
      for (String field : FIELDS) {
        out.print(inert(entry.path(field).asString("")));
      }
      out.print(entry.path("details").toString());
      out.println();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // A spreadsheet would compute what a caller has named like a formula.
  private static String inert(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
