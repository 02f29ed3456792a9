package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.prices.PublishedPrices;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Price lists. */
@Command(
    name = "prices",
    mixinStandardHelpOptions = true,
    description = "Reads price lists that others publish: ./auterity prices import FILE",
    subcommands = PricesCommand.Import.class)
final class PricesCommand {

  /** Makes a price list of a published file. */
  @Command(
      name = "import",
      description =
          "Makes a price list of Portkey's file for a vendor or of LiteLLM's for all: what it took,"
              + " and what not and why. A malformed file changes nothing.")
  static final class Import extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "FILE", description = "JSON, as it is published.")
    private Path file = Path.of("");

    @Option(
        names = "--provider",
        paramLabel = "NAME=ID",
        description =
            "A vendor's name in the file, and the provider or connector whose prices they are.")
    private Map<String, String> providers = new LinkedHashMap<>();

    @Option(names = "--id", description = "Of the list; the file's name and day when absent.")
    private @Nullable String id;

    @Option(
        names = "--as-of",
        paramLabel = "DAY",
        description = "From which day on it holds; today in UTC when absent.")
    private @Nullable LocalDate asOf;

    @Option(names = "--dry-run", description = "Only check, and tell what would be taken.")
    private boolean dryRun;

    @Override
    public Integer call() {
      String vendor = vendor();
      PublishedPrices prices = PublishedPrices.read(InputFile.bytes(file), vendor, providers);
      prices
          .taken()
          .forEach((key, offer) -> System.out.printf("took %s: %s%n", key, offer.words()));
      prices.skipped().forEach((name, why) -> System.out.printf("skipped %s: it %s%n", name, why));
      if (prices.taken().isEmpty()) {
        throw CliException.badInput("%s: holds nothing that can be taken".formatted(file));
      }
      LocalDate day = asOf == null ? LocalDate.now(ZoneOffset.UTC) : asOf;
      String list = id == null ? vendor + "-" + day : id;
      apply(resource(list, day, prices));
      System.out.printf(
          "%s of %s: %d offers taken, %d skipped%s%n",
          list,
          day,
          prices.taken().size(),
          prices.skipped().size(),
          dryRun ? "; nothing is stored" : "");
      return 0;
    }

    private String vendor() {
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      int dot = name.lastIndexOf('.');
      String bare = (dot > 0 ? name.substring(0, dot) : name).replaceAll("[^a-z0-9._-]", "-");
      return bare.substring(0, Math.min(bare.length(), 48));
    }

    private void apply(ObjectNode resource) {
      byte[] body = ApiClient.mapper().writeValueAsBytes(resource);
      client().send("POST", "/api/v1/apply?dryRun=" + dryRun, "application/json", body);
    }

    private static ObjectNode resource(String id, LocalDate day, PublishedPrices prices) {
      ObjectNode resource = ApiClient.mapper().createObjectNode();
      resource.put("kind", "prices").put("id", id);
      ObjectNode spec = resource.putObject("spec");
      spec.put("currency", "USD").put("asOf", day.toString());
      ObjectNode offers = spec.putObject("offers");
      prices
          .taken()
          .forEach(
              (key, offer) -> {
                ObjectNode one = offers.putObject(key);
                offer.prices().forEach(one::put);
                offer
                    .tiers()
                    .forEach(
                        (above, tier) -> {
                          ObjectNode into = one.withArray("tiers").addObject();
                          into.put("above", above);
                          tier.forEach(into::put);
                        });
              });
      return resource;
    }
  }
}
