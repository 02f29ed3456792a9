package io.auterity.connector.witness;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.reference.GeneratedFile;
import io.auterity.provider.compare.Category;
import io.auterity.provider.compare.Feature;
import io.auterity.provider.compare.Feature.Coverage;
import io.auterity.provider.compare.PriorityClass;
import io.auterity.provider.compare.VendorAddress;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.PluginManifest.RateLimit;
import io.auterity.spi.Support;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page that compares what connectors of developer services can do, from their manifests. */
@Tag("generated")
@Order(Integer.MAX_VALUE) // Of what the other classes have written.
class ServiceMatrixTest {

  private static final String HEAD =
      """
      # Developer services compared

      What each connector of the product for a developer service can do: those that are files, and the embedded ones, which need no vendor. ● full, ◐ with limits, ○ composed of other calls; why a vendor lacks an operation, its refusal tells. `proven` counts, of what it supports, extensions too, the operations that have a grade with this very file: by a server, an emulator, recorded replies or the vendor's own description (`evidence.md` tells which); an embedded connector's grade is its manifest's. **unverified**: nothing of it was run at a server or held against what its vendor wrote, so that a provider has to say `unverified: true`, and what it does may differ from what its vendor's pages were read as. `runs at` tells whether a provider may, or must, give an address of one's own; `rate limit` what the vendor states for one credential, nothing where it states none.
      A running server tells the same of what it has loaded at `GET /api/v1/capabilities/matrix`, and the console on the pages *Catalogue* and *Compare*. Connectors of models and texts stand in `matrix.md`; inputs, results and limits in words in `capabilities.md`.

      ## Features
      The tables *Features* compare vendors by the things that people ask for. Each is made up of operations, which stand beside it; a star stands for the connector in what no kind has, and of operations with *or* between any one will do. ● it has all of them, ◐ some, or some with limits: `3/5` says how many, nothing: none. All connectors that come in one file count, so issues of a git host are those of its tracker. It is what can be done *through the connector*: a vendor may have more.
      What no manifest can know is left out: what a vendor costs, whether one can run it oneself, its editors and dashboards (WYSIWYG), and what stands in files that only it reads, such as matrix builds, parallel jobs, containers and plugins of a pipeline's definition (`ci.definition.render` writes those). An API they all have: it is what a connector calls.
      """;
  private static final Set<String> ELSEWHERE = Set.of("ai", "text", "search");

  private final StringBuilder page = new StringBuilder(HEAD);

  @Test
  void comparesEachKindsConnectors() throws IOException {
    List<ShippedConnector> connectors = ShippedConnector.all();
    Map<String, List<ShippedConnector>> kinds =
        connectors.stream()
            .filter(each -> !ELSEWHERE.contains(each.kind()))
            .collect(
                Collectors.groupingBy(ShippedConnector::kind, TreeMap::new, Collectors.toList()));
    Collection<Capability> all = Catalogue.standard().all();
    classes(connectors);
    kinds.forEach(
        (kind, of) -> {
          page.append("\n## Kind `%s`\nCategory: %s.\n".formatted(kind, lower(Category.of(kind))));
          features(kind, of);
          matrix(all.stream().filter(each -> each.kind().equals(kind)).toList(), of);
          extensions(of);
        });

    GeneratedFile.check("docs/reference/services.md", page.toString());
  }

  private void classes(List<ShippedConnector> connectors) {
    page.append(
        """

        ## Priority and maturity
        How much the product needs an integration, as its road map says, and how much of it is proven; what is not here has no class there. Sign-in with Google or Firebase, which is *critical* too, is a door and no connector: `docs/guide/sign-in.md`.

        | class | connector | proven |
        |---|---|---|
        """);
    for (PriorityClass priority : PriorityClass.values()) {
      connectors.stream()
          .filter(each -> PriorityClass.of(each.id()).equals(Optional.of(priority)))
          .forEach(
              each ->
                  page.append(
                      "| %s | `%s` | %s |\n".formatted(lower(priority), each.id(), proven(each))));
    }
  }

  private void features(String kind, List<ShippedConnector> connectors) {
    List<Feature> features = Feature.of(kind);
    if (features.isEmpty()) {
      return;
    }
    page.append("\n### Features\n");
    head("feature | operations", 2, connectors);
    for (Feature feature : features) {
      row(
          "%s | %s".formatted(feature.name(), made(feature)),
          connectors,
          each -> sign(feature.coverage(each.manifest(), each.beside())));
    }
  }

  private static String made(Feature feature) {
    return feature.operations().stream()
        .map(each -> "`%s`".formatted(each.replace("|", "` or `")))
        .collect(Collectors.joining(", "));
  }

  private static String sign(Coverage coverage) {
    return switch (coverage.support()) {
      case FULL -> "●";
      case NONE -> "";
      default -> "◐ %d/%d".formatted(coverage.has(), coverage.of());
    };
  }

  private void matrix(List<Capability> operations, List<ShippedConnector> connectors) {
    page.append("\n### Operations\n");
    head("operation", 1, connectors);
    row("proven", connectors, ServiceMatrixTest::proven);
    row("runs at", connectors, each -> address(VendorAddress.of(each.manifest())));
    row("rate limit", connectors, each -> limit(each.manifest().rateLimit()));
    operations.forEach(each -> row(each.operation(), connectors, one -> sign(one.support(each))));
    String nobody =
        operations.stream()
            .filter(each -> connectors.stream().allMatch(one -> one.support(each) == null))
            .map(Capability::operation)
            .collect(Collectors.joining(", "));
    if (!nobody.isEmpty()) {
      page.append("\nNone of these supports %s.\n".formatted(nobody));
    }
  }

  private void extensions(List<ShippedConnector> connectors) {
    if (connectors.stream().allMatch(each -> each.extensions().isEmpty())) {
      return;
    }
    page.append(
        """

        ### Extensions
        What a vendor has beside its kind, callable like any other capability.

        | capability | what it does | support | grade | |
        |---|---|---|---|---|
        """);
    connectors.forEach(each -> each.extensions().forEach(one -> extension(each, one)));
  }

  private void extension(ShippedConnector connector, Capability extension) {
    OperationSupport support = connector.support(extension);
    String note = support == null ? null : support.note();
    page.append(
        "| `%s` | %s | %s | %s | %s |\n"
            .formatted(
                extension.id(),
                extension.summary(),
                sign(support),
                connector.grade(extension.operation()),
                note == null ? "" : note));
  }

  private void head(String first, int columns, List<ShippedConnector> connectors) {
    row(first, connectors, each -> "`%s`".formatted(each.id()));
    page.append('|').append("---|".repeat(columns + connectors.size())).append('\n');
  }

  private void row(
      String first, List<ShippedConnector> connectors, Function<ShippedConnector, String> cell) {
    page.append("| ").append(first).append(" |");
    connectors.forEach(each -> page.append(" %s |".formatted(cell.apply(each))));
    page.append('\n');
  }

  private static String proven(ShippedConnector connector) {
    if (connector.digest() == null) {
      return connector.manifest().grade();
    }
    List<String> supported =
        connector.manifest().support().entrySet().stream()
            .filter(each -> each.getValue().support() != Support.NONE)
            .map(Map.Entry::getKey)
            .toList();
    long seen = supported.stream().filter(each -> !connector.grade(each).equals("V0")).count();
    String share = "%d of %d".formatted(seen, supported.size());
    return seen == 0 ? "**unverified**, " + share : share;
  }

  private static String address(@Nullable VendorAddress address) {
    if (address == null) {
      return "this server";
    }
    if (address.host() == null) {
      return "yours";
    }
    return address.open() ? address.host() + " or yours" : address.host();
  }

  private static String limit(@Nullable RateLimit limit) {
    return limit == null ? "" : "%,d in %,d s".formatted(limit.requests(), limit.seconds());
  }

  private static String sign(@Nullable OperationSupport support) {
    return switch (support == null ? Support.NONE : support.support()) {
      case FULL -> "●";
      case PARTIAL -> "◐";
      case EMULATED -> "○";
      case NONE -> "";
    };
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
