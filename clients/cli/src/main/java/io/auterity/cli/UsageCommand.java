package io.auterity.cli;

import io.auterity.cli.api.PageWalk;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.usage.UsageSpan;
import io.auterity.cli.usage.UsageTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Tells what calls used and cost. */
@Command(
    name = "usage",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what calls used and cost: ./auterity usage --by team,day --month 2026-11",
      "Amounts are exact; what is an estimate or in doubt stands beside them."
    },
    subcommands = ReconcileCommand.class)
final class UsageCommand implements Callable<Integer> {

  private static final String PATH = "/api/v1/usage";

  @Option(
      names = "--by",
      paramLabel = "NAMES",
      defaultValue = "offer",
      description =
          "What stands apart, with commas between: offer, provider, model, key, principal, team,"
              + " project, user, capability, day, price_list, estimated, label:NAME (default:"
              + " ${DEFAULT-VALUE}).")
  private String by = "offer";

  @Option(names = "--rows", description = "Each attempt that used something, and not sums.")
  private boolean rows;

  @Option(names = "--json", description = "One JSON object on each line.")
  private boolean json;

  @Option(names = "--csv", paramLabel = "FILE", description = "Writes CSV (RFC 4180) to a file.")
  private @Nullable Path csv;

  @Mixin private final UsageSpan span = new UsageSpan();

  @Mixin private final Connection.OfTenant connection = new Connection.OfTenant();

  @Override
  public Integer call() {
    if (json && csv != null) {
      throw CliException.badInput("say --json or --csv");
    }
    try {
      if (rows) {
        printRows();
      } else {
        print(figures());
      }
    } catch (IOException e) {
      throw CliException.failed("%s cannot be written: %s".formatted(csv, e.getMessage()));
    }
    return 0;
  }

  private List<JsonNode> figures() {
    List<JsonNode> figures = new ArrayList<>();
    String query = "?limit=500&by=" + URLEncoder.encode(by, StandardCharsets.UTF_8) + span.query();
    PageWalk.each(connection.client(), PATH + query, figures::add);
    return figures;
  }

  private void print(List<JsonNode> figures) throws IOException {
    if (json) {
      figures.forEach(figure -> System.out.println(figure.toString()));
      return;
    }
    List<String> names = Arrays.stream(by.split(",")).map(String::strip).toList();
    UsageTable table = UsageTable.of(names, figures);
    Path file = csv;
    if (file != null) {
      StringBuilder text = new StringBuilder();
      table.printCsv(text);
      Files.writeString(file, text);
      System.out.printf("%s: %d rows%n", file, table.rows().size());
    } else if (figures.isEmpty()) {
      System.out.println("Nothing was used in that time.");
    } else {
      List<List<String>> lines = new ArrayList<>(List.of(table.head()));
      lines.addAll(table.rows());
      TextTable.print(lines);
    }
  }

  private void printRows() throws IOException {
    String path = PATH + "/rows?limit=500" + span.query();
    Path file = csv;
    if (file == null) {
      PageWalk.each(connection.client(), path, row -> System.out.println(row.toString()));
      return;
    }
    long[] written = {0};
    try (CSVPrinter out = UsageTable.csv(Files.newBufferedWriter(file))) {
      out.printRecord(UsageTable.ROW_HEAD);
      PageWalk.each(
          connection.client(),
          path,
          row -> {
            print(out, row);
            written[0]++;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    System.out.printf("%s: %d rows%n", file, written[0]);
  }

  private static void print(CSVPrinter out, JsonNode row) {
    try {
      out.printRecord(UsageTable.row(row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
