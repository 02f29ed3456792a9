package io.auterity.server.capabilities;

import io.auterity.connector.DescribedConnector;
import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.compare.Category;
import io.auterity.provider.compare.Feature;
import io.auterity.provider.compare.PriorityClass;
import io.auterity.provider.compare.VendorAddress;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.server.capabilities.CapabilityMatrix.MatrixCell;
import io.auterity.server.capabilities.CapabilityMatrix.MatrixModel;
import io.auterity.server.capabilities.ConnectorDetail.VendorRate;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.Support;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the capability matrix: one connector with its operations, models, credentials, rate
 * limit, prices and features.
 *
 * @param category in which part of a house it is looked for
 * @param plugin that brings it
 * @param version of that plugin
 * @param marks honest labels, e.g. {@code local}
 * @param grade how the least proven of its operations was verified, V0 to V5
 * @param operations every capability of its kind, and what it brings beside them
 * @param models whose limits and abilities the vendor documents
 * @param vendor whose it is; absent where it is not declared
 * @param docs where its vendor's own pages stand; absent where that is not declared
 * @param auth the kinds of credential that it takes; none where it needs none
 * @param address where it goes; absent where it stays on this server
 * @param rate what the vendor lets one credential send to one host; absent where it names none
 * @param events how its vendor signs what it sends, {@code unsigned} where it does not, {@code
 *     none} where nothing that it sends is read
 * @param priority how much the product needs it; absent where the road map does not class it
 * @param prices what is known of its prices; absent where none are known
 * @param features by which those of its kind are compared; none where its kind has none
 */
public record MatrixRow(
    String id,
    String kind,
    Category category,
    String plugin,
    String version,
    String summary,
    List<String> marks,
    String grade,
    List<MatrixCell> operations,
    List<MatrixModel> models,
    @Nullable String vendor,
    @Nullable String docs,
    List<String> auth,
    @Nullable VendorAddress address,
    @Nullable VendorRate rate,
    String events,
    @Nullable PriorityClass priority,
    @Nullable KnownPrices prices,
    List<FeatureCell> features) {

  /**
   * How far a connector has a feature.
   *
   * @param support full where it has each operation that makes it up, none where it has none
   * @param has how many of them it has
   * @param limited how many of these with limits
   * @param of how many there are
   * @param operations that make it up: {@code kind.resource.verb}, or {@code *.resource.verb} of
   *     what no kind has; of several with {@code |} between any one will do
   */
  public record FeatureCell(
      String feature, Support support, int has, int limited, int of, List<String> operations) {
    private static FeatureCell of(
        Feature feature, ConnectorManifest connector, Collection<ConnectorManifest> beside) {
      Feature.Coverage found = feature.coverage(connector, beside);
      return new FeatureCell(
          feature.name(),
          found.support(),
          found.has(),
          found.limited(),
          found.of(),
          feature.operations());
    }
  }

  /** What {@code connectors} of one installation are to this one, and what its models cost. */
  static MatrixRow of(
      HostedConnector connector,
      Collection<Capability> capabilities,
      Collection<HostedConnector> connectors,
      @Nullable KnownPrices prices) {
    ConnectorManifest declared = connector.manifest();
    return new MatrixRow(
        declared.id(),
        declared.kind(),
        Category.of(declared.kind()),
        connector.plugin().manifest().id(),
        connector.plugin().manifest().version(),
        declared.summary(),
        declared.marks(),
        connector.grade(),
        capabilities.stream()
            .filter(capability -> capability.kind().equals(declared.kind()))
            .filter(each -> each.extension() == null || connector.extensions().contains(each))
            .map(capability -> CapabilityMatrix.cell(capability, connector))
            .toList(),
        declared.models().stream().filter(MatrixModel::isTold).map(MatrixModel::of).toList(),
        declared.vendor(),
        declared.docs(),
        declared.auth(),
        VendorAddress.of(declared),
        VendorRate.of(declared.rateLimit()),
        DescribedConnector.hintsOf(connector.connector()).events(),
        PriorityClass.of(declared.id()).orElse(null),
        prices,
        features(connector, connectors));
  }

  private static List<FeatureCell> features(
      HostedConnector connector, Collection<HostedConnector> connectors) {
    String plugin = connector.plugin().manifest().id();
    List<ConnectorManifest> beside =
        connectors.stream()
            .filter(other -> other.plugin().manifest().id().equals(plugin))
            .map(HostedConnector::manifest)
            .toList();
    return Feature.of(connector.manifest().kind()).stream()
        .map(feature -> FeatureCell.of(feature, connector.manifest(), beside))
        .toList();
  }
}
