package io.auterity.plugins.http;

import io.auterity.spi.CallFailedException;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.EndpointUrl;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address below which a service's paths lie.
 *
 * @param base ends with a slash
 */
record ServiceAddress(URI base) {

  private static final String EXAMPLE = "https://api.example.org/v1";

  /**
   * The address of a configuration.
   *
   * @throws CallFailedException {@code invalid}, naming the field {@code url}
   */
  static ServiceAddress read(String text) {
    URI url = EndpointUrl.read("url", text, EXAMPLE);
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw Refusal.invalid("url", "must have no user name and no #: say credentials under auth");
    }
    return new ServiceAddress(url);
  }

  /** Where a request goes. */
  URI at(RequestPath path, String query) {
    String place = base.toString() + path.wire().substring(1);
    return URI.create(query.isEmpty() ? place : place + "?" + query);
  }

  /** Where a reply leads; empty when that is no address, or one of another scheme, host or port. */
  Optional<URI> led(URI from, String location) {
    try {
      URI to = from.resolve(location.strip());
      return sameHost(to) ? Optional.of(to) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean sameHost(URI to) {
    return to.getHost() != null
        && to.getRawUserInfo() == null
        && base.getScheme().equalsIgnoreCase(to.getScheme())
        && lower(base.getHost()).equals(lower(to.getHost()))
        && port(base) == port(to);
  }

  private static String lower(String host) {
    return host.toLowerCase(Locale.ROOT);
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  /**
   * The path of an address of this host, as a caller would have named it; null when it lies beside
   * the service or could leave it.
   */
  @Nullable RequestPath path(URI place) {
    String below = base.getRawPath();
    String path = place.getRawPath();
    if (path == null || !(path + "/").startsWith(below)) {
      return null;
    }
    try {
      return RequestPath.read(
          path.length() < below.length() ? "/" : path.substring(below.length() - 1));
    } catch (CallFailedException e) {
      return null;
    }
  }
}
