package io.auterity.cli.savings;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.demo.DemoTenant;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.server.Folders;
import io.auterity.cli.server.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what routes save on recorded answers, at a server of its own. */
@Command(
    name = "savings",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a server of its own, applies examples/savings and replays recorded answers as"
          + " traffic",
      "under one good model, under rules, and under a head that learned. Ends in a table and a",
      "chart; its costs are worked out again from each row of usage, and must agree exactly, as"
          + " must",
      "what the usage page says was saved by which rule. Where no recorded answers are at hand, a",
      "few that were made up for the example show how it works, and not what models do."
    })
public final class SavingsCommand implements Callable<Integer> {

  private static final String DATA = "data/complaints/complaints-dev.csv";

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "CSV with product, narrative and models' answers; when absent "
              + DATA
              + " of $$AUTERITY_SHARED or ../shared, else a few made-up ones of the example.")
  private @Nullable Path input;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "4",
      description = "How often each complaint is asked (default: ${DEFAULT-VALUE}).")
  private int times;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      defaultValue = "savings.svg",
      description = "Where the chart is written (default: ${DEFAULT-VALUE}).")
  private Path svg = Path.of("savings.svg");

  @Option(names = "--json", description = "Last line of output is one JSON object of figures.")
  private boolean json;

  private final PrintStream out = System.out;

  @Override
  public Integer call() {
    if (times < 1) {
      throw CliException.badInput("--times must be at least 1, not " + times);
    }
    SavingsExample example = SavingsExample.of(Folders.examples().resolve("savings"));
    Path file = input == null ? usual(example) : input;
    boolean recorded = !file.equals(example.madeUp());
    if (!recorded) {
      out.println(
          "No recorded answers are at hand: these, of %s, were made up. The figures show how it works."
              .formatted(file.getFileName()));
    }
    RecordedAnswers answers = RecordedAnswers.read(file);
    Path data = scratch();
    try (ServerProcess server = ServerProcess.on(Folders.distribution(), data, settings())) {
      ApiClient api =
          DemoTenant.DEMO.open(
              new ApiClient(server.addresses().console()), data, Clock.systemUTC());
      Month month = new Month(api, example, answers, times);
      month.prepare();
      SavingsReport report = new SavingsReport(out);
      List<PolicyResult> results = month.run(report);
      report.print(results);
      SavingByRule saving = month.saving(results);
      report.print(saving);
      Files.writeString(svg, SavingsChart.svg(results));
      out.println("Usage, its rows and the saving by rule agree. The chart is " + svg);
      if (json) {
        out.println(SavingsReport.json(results, saving, recorded));
      }
      return 0;
    } catch (IOException e) {
      throw CliException.failed("cannot write %s: %s".formatted(svg, e.getMessage()));
    } finally {
      delete(data);
    }
  }

  private static Map<String, String> settings() {
    return Map.of(
        "AUTERITY_CONSOLE_PORT",
        "0",
        "AUTERITY_GATEWAY_PORT",
        "0",
        "AUTERITY_PLUGINS_DIRECTORY",
        Folders.distribution().resolve("plugins").toString());
  }

  private static Path usual(SavingsExample example) {
    Path shared =
        Path.of(Objects.requireNonNullElse(System.getenv("AUTERITY_SHARED"), "../shared"));
    Path file = shared.resolve(DATA);
    return Files.exists(file) ? file : example.madeUp();
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("auterity-savings");
    } catch (IOException e) {
      throw CliException.failed("cannot make a data directory: " + e.getMessage());
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("cannot delete " + folder + ": " + e.getMessage());
    }
  }
}
