package io.auterity.server.inbound;

import io.auterity.platform.config.Settings;
import java.util.Optional;
import java.util.Set;

/**
 * The inbound address of a provider: the URL at which clients of protocols of their own reach this
 * server.
 */
public final class InboundAddress {

  private static final Set<String> ALL = Set.of("0.0.0.0", "::", "[::]");

  private final Settings settings;
  private final Set<String> kinds;
  private volatile int port;

  /**
   * @param kinds that have such clients
   */
  public InboundAddress(Settings settings, Set<String> kinds) {
    this.settings = settings;
    this.kinds = Set.copyOf(kinds);
    this.port = settings.console().port();
  }

  /** Tells which port the server listens at, where its settings leave that open. */
  public void listensAt(int known) {
    port = known;
  }

  /** The address for a provider; empty where its kind has no such clients. */
  public Optional<String> of(String kind, String provider) {
    return kinds.contains(kind)
        ? Optional.of("%s/%s/%s".formatted(base(), kind, provider))
        : Optional.empty();
  }

  /** The address of this server, without a slash at its end. */
  public String base() {
    String address = settings.inbound().address();
    if (address != null) {
      return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
    String host = settings.console().host();
    return "http://%s:%d".formatted(ALL.contains(host) ? "localhost" : host, port);
  }
}
