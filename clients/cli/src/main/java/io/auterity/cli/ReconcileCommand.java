package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.PageWalk;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.usage.Invoice;
import io.auterity.cli.usage.Reconciliation;
import io.auterity.cli.usage.Reconciliation.Difference;
import io.auterity.cli.usage.UsageSpan;
import io.auterity.cli.usage.VendorColumns;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares what a vendor says was used with what is known of it here. */
@Command(
    name = "reconcile",
    description = {
      "Compares a vendor's export with usage: by day, model and unit, and what it costs.",
      "Ends with 0 when all is the same, with 3 when something is not."
    })
final class ReconcileCommand extends RemoteCommand.OfTenant {

  private static final int DIFFERS = 3;
  private static final List<String> HEAD =
      List.of("day", "model", "what", "ours", "theirs", "difference", "likely reason");

  @Parameters(paramLabel = "FILE", description = "The vendor's export as CSV.")
  private Path file = Path.of("");

  @Option(
      names = "--vendor",
      paramLabel = "NAME",
      defaultValue = "generic",
      description = "openai, anthropic or generic (default: ${DEFAULT-VALUE}).")
  private String vendor = "generic";

  @Option(
      names = "--columns",
      paramLabel = "FILE",
      description = "YAML that says what the columns mean, for any other vendor.")
  private @Nullable Path columns;

  @Option(
      names = "--provider",
      paramLabel = "ID",
      description = "Provider that stands for the vendor here; may be repeated. All when absent.")
  private List<String> providers = new ArrayList<>();

  @Option(
      names = "--tolerance",
      paramLabel = "AMOUNT",
      defaultValue = "0.01",
      description = "Differences of cost up to that are rounding (default: ${DEFAULT-VALUE}).")
  private BigDecimal tolerance = BigDecimal.ZERO;

  @Option(names = "--json", description = "One JSON object for each difference on each line.")
  private boolean json;

  @Option(names = "--month", paramLabel = "MONTH", description = "Only that month, e.g. 2026-11.")
  private @Nullable String month;

  private @Nullable LocalDate kept;

  @Override
  public Integer call() {
    Invoice whole =
        Invoice.read(
            file,
            InputFile.text(file),
            columns == null ? VendorColumns.of(vendor) : VendorColumns.of(columns));
    Invoice invoice = month == null ? whole : whole.in(UsageSpan.month(month));
    if (invoice.lines().isEmpty()) {
      throw CliException.badInput("%s: tells nothing of that time".formatted(file));
    }
    int left = whole.lines().size() - invoice.lines().size();
    List<JsonNode> figures = figures(invoice);
    Reconciliation.Result result = new Reconciliation(invoice, figures, tolerance, kept).result();
    print(result, left);
    return result.differences().isEmpty() ? 0 : DIFFERS;
  }

  private List<JsonNode> figures(Invoice invoice) {
    LocalDate first =
        invoice.lines().stream().map(Invoice.Line::day).min(LocalDate::compareTo).orElseThrow();
    LocalDate last =
        invoice.lines().stream().map(Invoice.Line::day).max(LocalDate::compareTo).orElseThrow();
    String time =
        month == null
            ? "&from=%s&to=%s".formatted(first, last.plusDays(1))
            : UsageSpan.query(UsageSpan.month(month));
    List<JsonNode> figures = new ArrayList<>();
    PageWalk.eachPage(
        client(),
        "/api/v1/usage?limit=10000&by=provider,model,day" + time,
        page -> {
          page.path("items").valueStream().filter(this::isOfTheVendor).forEach(figures::add);
          kept = page.hasNonNull("keptSince") ? day(page.path("keptSince").asString()) : null;
        });
    return figures;
  }

  private boolean isOfTheVendor(JsonNode figure) {
    return providers.isEmpty()
        || providers.contains(figure.path("group").path("provider").asString());
  }

  private static LocalDate day(String moment) {
    return LocalDate.ofInstant(Instant.parse(moment), ZoneOffset.UTC);
  }

  private void print(Reconciliation.Result result, int left) {
    List<Difference> differences = result.differences();
    if (json) {
      differences.forEach(one -> System.out.println(object(one).toString()));
      return;
    }
    if (!differences.isEmpty()) {
      List<List<String>> rows = new ArrayList<>(List.of(HEAD));
      differences.forEach(one -> rows.add(row(one)));
      TextTable.print(rows);
      System.out.println();
    }
    System.out.printf(
        "%d of %d figures agree.%n", result.compared() - differences.size(), result.compared());
    BigDecimal theirs = result.theirs();
    if (theirs != null) {
      System.out.printf(
          "Cost: ours %s, theirs %s, difference %s.%n",
          plain(result.ours()), plain(theirs), plain(theirs.subtract(result.ours())));
    }
    if (left > 0) {
      System.out.printf("%d lines of other days are left out.%n", left);
    }
  }

  private static List<String> row(Difference one) {
    return List.of(
        one.day().toString(),
        one.model(),
        one.what(),
        plain(one.ours()),
        plain(one.theirs()),
        plain(one.amount()),
        one.reason());
  }

  private static ObjectNode object(Difference one) {
    return ApiClient.mapper()
        .createObjectNode()
        .put("day", one.day().toString())
        .put("model", one.model())
        .put("what", one.what())
        .put("ours", plain(one.ours()))
        .put("theirs", plain(one.theirs()))
        .put("difference", plain(one.amount()))
        .put("reason", one.reason());
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
