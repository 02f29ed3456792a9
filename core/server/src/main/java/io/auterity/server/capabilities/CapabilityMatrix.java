package io.auterity.server.capabilities;

import io.auterity.ledger.price.Pricing;
import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.OperationEvidence;
import io.auterity.server.providers.OfferedModel;
import io.auterity.spi.PluginManifest.KnownModel;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The capability matrix: the operations of each connector by the manifests of the started plugins,
 * and those that the tenant's providers offer.
 *
 * @param connectors by kind and id
 * @param providers by id
 */
public record CapabilityMatrix(List<MatrixRow> connectors, List<MatrixProvider> providers) {

  private static final OperationSupport NOTHING = new OperationSupport(Support.NONE, false, null);

  /**
   * How well a connector supports a capability.
   *
   * @param idempotencyKey whether a repeated key gives the first result
   * @param note what is limited
   * @param evidence what was proven of it; absent where it is not supported
   */
  public record MatrixCell(
      String capability,
      Support support,
      boolean idempotencyKey,
      @Nullable String note,
      @Nullable ProvenOperation evidence) {}

  /**
   * What was proven of an operation.
   *
   * @param grade V1 (a real server) to V5 (examples of the vendor, or data of others' tests); V0 is
   *     refused until a provider says {@code unverified: true}
   * @param result proven, failed, stale (its file has changed since the run), declared (by its
   *     plugin, for all operations) or none
   * @param witness before which it was run
   * @param date of the run
   */
  public record ProvenOperation(
      String grade, String result, @Nullable String witness, @Nullable LocalDate date) {
    private static ProvenOperation of(OperationEvidence evidence) {
      return new ProvenOperation(
          evidence.grade(), evidence.result().wire(), evidence.witness(), evidence.date());
    }
  }

  /**
   * A model as its vendor documents it; what is absent is not documented.
   *
   * @param context most tokens of input and output together
   * @param output most tokens of output
   */
  public record MatrixModel(
      String id, @Nullable Long context, @Nullable Long output, @Nullable List<String> abilities) {
    // One that is only told apart by what it is for has its place in no table of limits.
    static boolean isTold(KnownModel known) {
      return known.context() != null || known.output() != null || known.abilities() != null;
    }

    static MatrixModel of(KnownModel known) {
      return new MatrixModel(known.id(), known.context(), known.output(), known.abilities());
    }
  }

  /**
   * What a provider of the tenant offers.
   *
   * @param models that it lists; empty where only its vendor knows which there are
   */
  public record MatrixProvider(
      String id, String connector, ProviderInfo.State state, List<OfferedModel> models) {}

  /** The matrix of one kind, or of all where none is named. */
  static CapabilityMatrix of(
      @Nullable String kind,
      Collection<Capability> capabilities,
      Collection<HostedConnector> connectors,
      Collection<ProviderInfo> providers,
      Pricing pricing) {
    return new CapabilityMatrix(
        connectors.stream()
            .filter(connector -> asked(kind, connector.manifest().kind()))
            .sorted(
                Comparator.comparing((HostedConnector connector) -> connector.manifest().kind())
                    .thenComparing(HostedConnector::id))
            .map(
                connector ->
                    MatrixRow.of(
                        connector,
                        capabilities,
                        connectors,
                        KnownPrices.of(connector.id(), providers, pricing)))
            .toList(),
        providers.stream()
            .filter(provider -> asked(kind, provider.kind()))
            .sorted(Comparator.comparing(ProviderInfo::id))
            .map(provider -> offers(provider, pricing))
            .toList());
  }

  private static boolean asked(@Nullable String kind, String one) {
    return kind == null || kind.equals(one);
  }

  static MatrixCell cell(Capability capability, HostedConnector connector) {
    OperationSupport support =
        connector.manifest().support().getOrDefault(capability.operation(), NOTHING);
    return new MatrixCell(
        capability.id(),
        support.support(),
        support.idempotencyKey(),
        support.note(),
        support.support() == Support.NONE
            ? null
            : ProvenOperation.of(connector.evidence(capability.operation())));
  }

  private static MatrixProvider offers(ProviderInfo provider, Pricing pricing) {
    return new MatrixProvider(
        provider.id(), provider.connector(), provider.state(), OfferedModel.all(provider, pricing));
  }
}
