package io.auterity.cli;

import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.usage.SavingTable;
import io.auterity.cli.usage.UsageSpan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Tells what calls cost less than they would have cost at one offer, rule by rule. */
@Command(
    name = "savings",
    description = {
      "Tells what calls cost less than at one offer, and by which rule:",
      "./auterity usage savings --baseline openai/gpt-4o --month 2026-11",
      "Amounts are exact and add up; what cannot be compared is counted and named."
    })
final class UsageSavingsCommand extends RemoteCommand.OfTenant {

  private static final String PATH = "/api/v1/usage/savings";

  @Option(
      names = "--baseline",
      paramLabel = "OFFER",
      description = "provider/model to compare with; the one that a price list names when absent.")
  private @Nullable String baseline;

  @Option(names = "--json", description = "All of it as one JSON object.")
  private boolean json;

  @Mixin private final UsageSpan span = new UsageSpan();

  @Override
  public Integer call() {
    String query = UrlEncoding.parameter("baseline", baseline) + span.query();
    JsonNode told = client().get(query.isEmpty() ? PATH : PATH + "?" + query.substring(1));
    String kept = told.path("keptSince").asString("");
    if (!kept.isEmpty()) {
      System.err.printf("Of the time before %s usage is no longer kept.%n", kept);
    }
    if (json) {
      System.out.println(told);
      return 0;
    }
    JsonNode figures = told.path("figures");
    if (figures.isMissingNode() || figures.isNull()) {
      throw CliException.badInput(
          "%s; say --baseline, or name one in a price list; offers with prices: %s"
              .formatted(
                  told.path("unusable").asString("there is no baseline"),
                  SavingTable.joined(told.path("choices"))));
    }
    SavingTable table = SavingTable.of(figures);
    TextTable.print(table.rows());
    table.notes().forEach(System.out::println);
    return 0;
  }
}
