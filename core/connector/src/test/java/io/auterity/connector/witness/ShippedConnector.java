package io.auterity.connector.witness;

import io.auterity.connector.DataPlugin;
import io.auterity.connector.VendorFiles;
import io.auterity.connector.evidence.ShippedEvidence;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.plugin.ExtendingConnector;
import io.auterity.provider.reference.ShippedManifests;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connector of the product, in a jar or a file.
 *
 * @param beside all that come in its plugin
 * @param extensions what it brings beside its kind
 * @param digest of its file; null in a jar
 */
record ShippedConnector(
    ConnectorManifest manifest,
    List<ConnectorManifest> beside,
    List<Capability> extensions,
    @Nullable String digest) {

  private static final ShippedEvidence EVIDENCE = Evidence.kept();

  /** All of them, by id. */
  static List<ShippedConnector> all() throws IOException {
    Stream<ShippedConnector> jars =
        ShippedManifests.plugins().stream()
            .flatMap(
                plugin ->
                    plugin.connectors().stream()
                        .map(
                            each ->
                                new ShippedConnector(each, plugin.connectors(), List.of(), null)));
    return Stream.concat(jars, VendorFiles.all().flatMap(ShippedConnector::of))
        .sorted(Comparator.comparing(ShippedConnector::id))
        .toList();
  }

  private static Stream<ShippedConnector> of(ConnectorFile file) {
    DataPlugin plugin = VendorFiles.plugin(file.id());
    List<ConnectorManifest> manifests = plugin.manifest().connectors();
    return Stream.iterate(0, at -> at < manifests.size(), at -> at + 1)
        .map(
            at ->
                new ShippedConnector(
                    manifests.get(at),
                    manifests,
                    ((ExtendingConnector) plugin.connectors().get(at)).extensions(),
                    file.digest()));
  }

  String id() {
    return manifest.id();
  }

  String kind() {
    return manifest.kind();
  }

  /** What it says of an operation; null where it has none. */
  @Nullable OperationSupport support(Capability operation) {
    OperationSupport said = manifest.support().get(operation.operation());
    return said == null || said.support() == Support.NONE ? null : said;
  }

  /** How an operation was verified; one in a jar as its manifest says. */
  String grade(String operation) {
    return digest == null ? manifest.grade() : EVIDENCE.of(id(), operation, digest).grade();
  }
}
