package io.auterity.platform.config;

/**
 * Where a server of the operator's is reached.
 *
 * @param host its name or address, without brackets
 */
public record HostAndPort(String host, int port) {

  private static final int LAST_PORT = 65_535;

  /**
   * Reads {@code host:port}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static HostAndPort of(String address) {
    int colon = address.lastIndexOf(':');
    String port = colon < 1 ? "" : address.substring(colon + 1);
    if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > LAST_PORT) {
      throw new IllegalArgumentException("address is host:port, e.g. cache.internal:6379");
    }
    String host = address.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new HostAndPort(
        bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
  }
}
