package io.auterity.connector.witness;

import io.auterity.connector.VendorFiles;
import io.auterity.connector.evidence.ShippedEvidence;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.reference.GeneratedFile;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page that compares what connector files can do, from the manifests that they have. */
@Tag("generated")
@Order(Integer.MAX_VALUE) // Of what the other classes have written.
class ServiceMatrixTest {

  private static final String HEAD =
      """
      # Developer services compared

      What each connector file of the product can do with the operations of its kind. ● full, ◐ with limits, ○ composed of other calls; `proven` counts, of those it supports, the ones that have a grade with this very file: by a server, an emulator, recorded replies or the vendor's own description (`evidence.md` tells which).
      A running server tells the same of what it has loaded at `GET /api/v1/capabilities/matrix`; connectors that are jars, such as the embedded ones, stand in `matrix.md`. Why a vendor lacks an operation, its refusal tells.
      """;

  private final Map<String, String> digests = Evidence.digests();
  private final ShippedEvidence evidence = Evidence.kept();
  private final StringBuilder page = new StringBuilder(HEAD);

  @Test
  void comparesEachKindsConnectors() throws IOException {
    List<ConnectorManifest> connectors =
        VendorFiles.all()
            .map(ConnectorFile::id)
            .flatMap(id -> VendorFiles.plugin(id).manifest().connectors().stream())
            .sorted(Comparator.comparing(ConnectorManifest::id))
            .toList();
    Map<String, List<ConnectorManifest>> kinds =
        connectors.stream()
            .collect(
                Collectors.groupingBy(ConnectorManifest::kind, TreeMap::new, Collectors.toList()));
    Collection<Capability> all = Catalogue.standard(new Binder()).all();
    kinds.forEach(
        (kind, of) ->
            matrix(kind, all.stream().filter(each -> each.kind().equals(kind)).toList(), of));

    GeneratedFile.check("docs/reference/services.md", page.toString());
  }

  private void matrix(
      String kind, List<Capability> operations, List<ConnectorManifest> connectors) {
    page.append("\n## Kind `%s`\n| operation |".formatted(kind));
    connectors.forEach(each -> page.append(" `%s` |".formatted(each.id())));
    page.append("\n|---|").append("---|".repeat(connectors.size())).append("\n| proven |");
    connectors.forEach(each -> page.append(" %s |".formatted(proven(each))));
    page.append('\n');
    for (Capability operation : operations) {
      page.append("| %s |".formatted(operation.operation()));
      connectors.forEach(each -> page.append(" %s |".formatted(sign(each, operation))));
      page.append('\n');
    }
    String nobody =
        operations.stream()
            .map(Capability::operation)
            .filter(each -> connectors.stream().noneMatch(one -> supports(one, each)))
            .collect(Collectors.joining(", "));
    if (!nobody.isEmpty()) {
      page.append("\nOf these files none supports %s.\n".formatted(nobody));
    }
  }

  private String proven(ConnectorManifest connector) {
    String digest = Objects.requireNonNull(digests.get(connector.id()));
    List<String> supported =
        connector.support().keySet().stream().filter(each -> supports(connector, each)).toList();
    long seen =
        supported.stream()
            .filter(each -> !evidence.of(connector.id(), each, digest).grade().equals("V0"))
            .count();
    return "%d of %d".formatted(seen, supported.size());
  }

  private static boolean supports(ConnectorManifest connector, String operation) {
    return !sign(connector.support().get(operation)).isEmpty();
  }

  private static String sign(ConnectorManifest connector, Capability operation) {
    return sign(connector.support().get(operation.operation()));
  }

  private static String sign(@Nullable OperationSupport support) {
    return switch (support == null ? Support.NONE : support.support()) {
      case FULL -> "●";
      case PARTIAL -> "◐";
      case EMULATED -> "○";
      case NONE -> "";
    };
  }
}
