package io.auterity.cli;

import io.auterity.cli.api.PageWalk;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.usage.ParquetFile;
import io.auterity.cli.usage.UsageSpan;
import io.auterity.cli.usage.UsageTable;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Tells what calls used and cost. */
@Command(
    name = "usage",
    description = {
      "Tells what calls used and cost: ./auterity usage --by team,day --month 2026-11",
      "Amounts are exact; what is an estimate or in doubt stands beside them."
    },
    subcommands = {
      ReconcileCommand.class,
      UsageSavingsCommand.class,
      UsageRecommendationsCommand.class
    })
final class UsageCommand extends RemoteCommand.OfTenant {

  private static final String PATH = "/api/v1/usage";

  @Option(
      names = "--by",
      paramLabel = "NAMES",
      defaultValue = "offer",
      description =
          "What stands apart, with commas between: offer, provider, model, key, principal, team,"
              + " project, user, capability, route, hour, day, month, price_list, estimated,"
              + " shadow, label:NAME (default: ${DEFAULT-VALUE}).")
  private String by = "offer";

  @Option(names = "--rows", description = "Each attempt that used something, and not sums.")
  private boolean rows;

  @Option(names = "--json", description = "One JSON object on each line.")
  private boolean json;

  @Option(names = "--csv", paramLabel = "FILE", description = "Writes CSV (RFC 4180) to a file.")
  private @Nullable Path csv;

  @Option(names = "--parquet", paramLabel = "FILE", description = "Writes Parquet to a file.")
  private @Nullable Path parquet;

  private String kept = "";

  @Mixin private final UsageSpan span = new UsageSpan();

  @Override
  public Integer call() {
    if ((json ? 1 : 0) + (csv == null ? 0 : 1) + (parquet == null ? 0 : 1) > 1) {
      throw CliException.badInput("say one of --json, --csv and --parquet");
    }
    try {
      if (rows) {
        printRows();
      } else {
        print(figures());
      }
    } catch (IOException e) {
      throw CliException.failed(
          "%s cannot be written: %s".formatted(csv == null ? parquet : csv, e.getMessage()));
    }
    return 0;
  }

  private List<JsonNode> figures() {
    List<JsonNode> figures = new ArrayList<>();
    String query = "?limit=10000" + UrlEncoding.parameter("by", by) + span.query();
    PageWalk.eachPage(
        client(),
        PATH + query,
        page -> {
          page.path("items").forEach(figures::add);
          kept = page.path("keptSince").asString("");
        });
    if (!kept.isEmpty()) {
      System.err.printf("Of the time before %s usage is no longer kept.%n", kept);
    }
    return figures;
  }

  private void print(List<JsonNode> figures) throws IOException {
    if (json) {
      figures.forEach(figure -> System.out.println(figure.toString()));
      return;
    }
    List<String> names = Arrays.stream(by.split(",")).map(String::strip).toList();
    UsageTable table = UsageTable.of(names, figures);
    if (csv != null || parquet != null) {
      try (Sink sink = sink(table.head(), names)) {
        for (List<String> row : table.rows()) {
          sink.add(row);
        }
      }
      tell(table.rows().size());
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
    if (csv == null && parquet == null) {
      PageWalk.each(client(), path, row -> System.out.println(row.toString()));
      return;
    }
    long[] written = {0};
    try (Sink sink = sink(UsageTable.ROW_HEAD, UsageTable.ROW_TEXTS)) {
      PageWalk.each(
          client(),
          path,
          row -> {
            add(sink, row);
            written[0]++;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    tell(written[0]);
  }

  private static void add(Sink sink, JsonNode row) {
    try {
      sink.add(UsageTable.row(row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell(long written) {
    System.out.printf("%s: %d rows%n", csv == null ? parquet : csv, written);
  }

  /** Where rows go. */
  private interface Sink extends Closeable {
    void add(List<String> row) throws IOException;
  }

  private Sink sink(List<String> head, List<String> texts) throws IOException {
    Path file = csv;
    if (file == null) {
      return new ParquetSink(
          new ParquetFile(
              new BufferedOutputStream(Files.newOutputStream(Objects.requireNonNull(parquet))),
              UsageTable.columns(head, texts)));
    }
    CSVPrinter printer = UsageTable.csv(Files.newBufferedWriter(file));
    printer.printRecord(head);
    return new CsvSink(printer);
  }

  private record ParquetSink(ParquetFile file) implements Sink {
    @Override
    public void add(List<String> row) throws IOException {
      file.add(row);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private record CsvSink(CSVPrinter printer) implements Sink {
    @Override
    public void add(List<String> row) throws IOException {
      printer.printRecord(row);
    }

    @Override
    public void close() throws IOException {
      printer.close();
    }
  }
}
