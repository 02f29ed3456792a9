package io.auterity.platform.transport;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A place that requests may go to: exactly this scheme, host and port. A host that begins with
 * {@code *.} stands for all hosts below it.
 */
public record Destination(String scheme, String host, int port) {

  private static final String BELOW = "*.";
  private static final int LAST_PORT = 65_535;

  /** The scheme of places where another protocol than HTTP is spoken. */
  private static final String TCP = "tcp";

  public Destination {
    scheme = scheme.toLowerCase(Locale.ROOT);
    host = bare(host);
    if (!scheme.equals("http") && !scheme.equals("https") && !scheme.equals(TCP)) {
      throw new IllegalArgumentException("scheme " + scheme);
    }
  }

  /** A manifest's {@code host} or {@code host:port}, by https. */
  public static Destination https(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon < 0
        ? new Destination("https", authority, 443)
        : new Destination(
            "https",
            authority.substring(0, colon),
            Integer.parseInt(authority.substring(colon + 1)));
  }

  /** The place that a URL names; empty when it is no absolute http or https URL. */
  public static Optional<Destination> of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      return Optional.empty();
    }
    int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    return Optional.of(new Destination(scheme, url.getHost(), port));
  }

  /** A server of another protocol than HTTP. */
  static Destination tcp(String host, int port) {
    return new Destination(TCP, host, port);
  }

  /**
   * The place that a URL names, also {@code tcp://HOST:PORT} where another protocol than HTTP is
   * spoken; empty when it names none.
   */
  public static Optional<Destination> ofServer(URI url) {
    boolean tcp = TCP.equalsIgnoreCase(url.getScheme());
    return tcp && url.getHost() != null && url.getPort() > 0 && url.getPort() <= LAST_PORT
        ? Optional.of(tcp(url.getHost(), url.getPort()))
        : of(url);
  }

  /** Whether HTTP is spoken there. */
  public boolean isWeb() {
    return !scheme.equals(TCP);
  }

  /** Whether it is one of those places, or below one of them. */
  public boolean isAmong(Set<Destination> places) {
    return places.contains(this) || places.stream().anyMatch(each -> each.holds(this));
  }

  /** Whether it stands for that place too. */
  boolean holds(Destination place) {
    return host.startsWith(BELOW)
        && place.host.length() > host.length() - 1
        && place.host.endsWith(host.substring(1))
        && scheme.equals(place.scheme)
        && port == place.port;
  }

  /** {@code host:port}, as people write it. */
  public String authority() {
    return urlHost() + ":" + port;
  }

  /** The Host header: the port stands there only when the scheme does not say it. */
  String hostField() {
    return port == (scheme.equals("https") ? 443 : 80) ? urlHost() : authority();
  }

  /** The host as it stands in a URL: an IPv6 address in brackets. */
  String urlHost() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Without the brackets of an IPv6 address or the dot at the end, in lower case. */
  private static String bare(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      return name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
