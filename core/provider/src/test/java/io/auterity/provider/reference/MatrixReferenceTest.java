package io.auterity.provider.reference;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.reference.GeneratedFile;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.KnownModel;
import io.auterity.spi.PluginManifest.OperationSupport;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("generated")
class MatrixReferenceTest {

  private static final String HEAD =
      """
      # Capability matrix

      What each connector can do, from the manifests of the shipped plugins. A running server tells the same of those that it has loaded, and what your providers offer, at
      `GET /api/v1/capabilities/matrix` and `./auterity capabilities --matrix`. ● full, ◐ with limits, ○ composed of other calls, ᵇ also in batches of the vendor; notes and grades: `capabilities.md`. Connector files of vendors, and kinds that they alone have: `services.md`.
      Answers in XML elements (`answerFormat: {xml: …}`) are asked for and read by the platform: every connector with `chat.create` or `chat.stream` takes them.
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  @Test
  void matchesCatalogueAndManifests() throws IOException {
    List<ConnectorManifest> connectors =
        ShippedManifests.connectors().stream()
            .sorted(Comparator.comparing(ConnectorManifest::id))
            .toList();
    Collection<Capability> capabilities = Catalogue.standard().all();
    for (String kind : new TreeSet<>(capabilities.stream().map(Capability::kind).toList())) {
      matrix(
          kind,
          capabilities.stream().filter(one -> one.kind().equals(kind)).toList(),
          connectors.stream().filter(one -> one.kind().equals(kind)).toList());
    }
    models(connectors);

    GeneratedFile.check("docs/reference/matrix.md", page.toString());
  }

  private void matrix(
      String kind, List<Capability> capabilities, List<ConnectorManifest> connectors) {
    if (connectors.isEmpty()) {
      return;
    }
    page.append("\n## Kind `%s`\n".formatted(kind));
    row("connector", capabilities, Capability::operation);
    page.append("|---|---|---").append("|---".repeat(capabilities.size())).append("|\n");
    for (ConnectorManifest connector : connectors) {
      row(
          "`%s` | %s | %s"
              .formatted(connector.id(), connector.grade(), String.join(", ", connector.marks())),
          capabilities,
          capability -> sign(connector.support().get(capability.operation())));
    }
  }

  private void row(String first, List<Capability> capabilities, Function<Capability, String> cell) {
    page.append("| ").append(first.equals("connector") ? "connector | grade | marks" : first);
    capabilities.forEach(capability -> page.append(" | ").append(cell.apply(capability)));
    page.append(" |\n");
  }

  private static String sign(@Nullable OperationSupport support) {
    if (support == null) {
      return "";
    }
    return mark(support) + (support.batch() ? "ᵇ" : "");
  }

  private static String mark(OperationSupport support) {
    return switch (support.support()) {
      case FULL -> "●";
      case PARTIAL -> "◐";
      case EMULATED -> "○";
      case NONE -> "";
    };
  }

  private void models(List<ConnectorManifest> connectors) {
    page.append(
        """

        ## Known models
        Limits and abilities as the vendor documents them; a provider that lists the model need not declare them, nor one that lists none. A star stands for whatever begins a name, such as a region. List prices are data of their own (`kind: prices`).

        | connector | model | context | output | abilities |
        |---|---|---|---|---|
        """);
    for (ConnectorManifest connector : connectors) {
      connector.models().forEach(model -> page.append(line(connector.id(), model)));
    }
  }

  private static String line(String connector, KnownModel model) {
    return "| `%s` | `%s` | %s | %s | %s |\n"
        .formatted(
            connector,
            model.id(),
            model.context() == null ? "" : model.context(),
            model.output() == null ? "" : model.output(),
            model.abilities() == null ? "" : String.join(", ", model.abilities()));
  }
}
