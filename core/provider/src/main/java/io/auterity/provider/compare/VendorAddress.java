package io.auterity.provider.compare;

import io.auterity.platform.transport.Destination;
import io.auterity.provider.config.ProviderHosts;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The host that a connector calls with its credential.
 *
 * @param host of its vendor; absent where each provider names its own
 * @param open whether a provider may name another
 */
public record VendorAddress(@Nullable String host, boolean open) {

  /** That of the first host that gets the credential; null where it reaches none. */
  public static @Nullable VendorAddress of(ConnectorManifest manifest) {
    return Stream.concat(manifest.credentialTo().stream(), manifest.egress().stream())
        .findFirst()
        .map(host -> of(host, manifest))
        .orElse(null);
  }

  private static VendorAddress of(String host, ConnectorManifest manifest) {
    return ProviderHosts.named(host)
        ? new VendorAddress(
            new ProviderHosts(manifest, Json.EMPTY).place(host).map(Destination::host).orElse(null),
            true)
        : new VendorAddress(host, false);
  }
}
