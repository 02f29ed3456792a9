package io.auterity.platform.compare;

import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a connector goes with its credential.
 *
 * @param host of its vendor; absent where each provider names its own
 * @param open whether a provider may name another
 */
public record VendorAddress(@Nullable String host, boolean open) {

  private static final Pattern FIELD = Pattern.compile("\\$\\{(\\w+)}");

  /** That of the first host that gets the credential; null where it reaches none. */
  public static @Nullable VendorAddress of(ConnectorManifest manifest) {
    return Stream.concat(manifest.credentialTo().stream(), manifest.egress().stream())
        .findFirst()
        .map(host -> of(host, manifest.config()))
        .orElse(null);
  }

  private static VendorAddress of(String host, Json.Obj config) {
    Matcher field = FIELD.matcher(host);
    return field.matches()
        ? new VendorAddress(preset(field.group(1), config), true)
        : new VendorAddress(host, false);
  }

  private static @Nullable String preset(String name, Json.Obj config) {
    String address =
        config.get("properties") instanceof Json.Obj fields
                && fields.get(name) instanceof Json.Obj field
            ? field.text("default")
            : null;
    return address == null ? null : URI.create(address).getHost();
  }
}
