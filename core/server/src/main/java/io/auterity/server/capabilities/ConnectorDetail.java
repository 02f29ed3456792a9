package io.auterity.server.capabilities;

import io.auterity.connector.DescribedConnector;
import io.auterity.connector.plan.VendorHints;
import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.server.capabilities.CapabilityMatrix.MatrixCell;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.RateLimit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A connector with all that is needed to make a provider of it.
 *
 * @param file whether it is a file, which is data
 * @param vendor whose it is; absent where it is not declared
 * @param docs where its vendor's own pages stand
 * @param grade how the least proven of its operations was verified, V0 to V5
 * @param unverified whether a provider of it must say {@code unverified: true}
 * @param config JSON Schema of its configuration; a field that is an object of one text {@code
 *     secret} names a secret
 * @param auth the kinds of credential that it takes, of which a provider chooses one; none where it
 *     needs none
 * @param egress hosts that it goes to; {@code ${name}} is that of the address in that field
 * @param credentialTo those of them that get the credential; the first alone where none is named
 * @param rate what the vendor lets one credential send to one host; absent where it names none
 * @param events how its vendor signs what it sends, {@code unsigned} where it does not, {@code
 *     none} where nothing that it sends is read
 * @param samples examples of values by the name of a field
 * @param operations every capability of its kind
 * @param extensions capabilities that no kind has
 */
public record ConnectorDetail(
    String id,
    String kind,
    String plugin,
    String pluginVersion,
    boolean file,
    String summary,
    @Nullable String vendor,
    @Nullable String docs,
    List<String> marks,
    String grade,
    boolean unverified,
    Json.Obj config,
    List<CredentialForm> auth,
    List<String> egress,
    List<String> credentialTo,
    @Nullable VendorRate rate,
    String events,
    SortedMap<String, Json> samples,
    List<MatrixCell> operations,
    List<String> extensions) {

  /** At most {@code requests} in any {@code seconds}. */
  public record VendorRate(int requests, int seconds) {
    static @Nullable VendorRate of(@Nullable RateLimit limit) {
      return limit == null ? null : new VendorRate(limit.requests(), limit.seconds());
    }
  }

  static ConnectorDetail of(HostedConnector hosted, Collection<Capability> capabilities) {
    ConnectorManifest manifest = hosted.manifest();
    VendorHints hints = DescribedConnector.hintsOf(hosted.connector());
    return new ConnectorDetail(
        manifest.id(),
        manifest.kind(),
        hosted.plugin().manifest().id(),
        hosted.plugin().manifest().version(),
        hosted.ofFile(),
        manifest.summary(),
        manifest.vendor(),
        manifest.docs(),
        manifest.marks(),
        hosted.grade(),
        hosted.unverified(),
        manifest.config(),
        manifest.auth().stream()
            .map(kind -> CredentialForm.of(kind, manifest, hints.help().get(kind)))
            .toList(),
        manifest.egress(),
        manifest.credentialTo(),
        VendorRate.of(manifest.rateLimit()),
        hints.events(),
        samples(hints.samples()),
        capabilities.stream()
            .filter(capability -> capability.kind().equals(manifest.kind()))
            .filter(capability -> capability.extension() == null)
            .map(capability -> CapabilityMatrix.cell(capability, hosted))
            .toList(),
        hosted.extensions().stream().map(Capability::id).toList());
  }

  private static SortedMap<String, Json> samples(Map<String, Json> said) {
    return new TreeMap<>(said);
  }
}
