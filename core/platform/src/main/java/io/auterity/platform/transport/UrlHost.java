package io.auterity.platform.transport;

import io.auterity.platform.problem.Problem;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host of a URL, of which one spelling is taken only. What {@code 0177.0.0.1}, {@code 127.1} or
 * {@code 2130706433} stand for depends on who reads them, so that one who checks them and one who
 * connects to them may mean two addresses.
 */
public final class UrlHost {

  /** A name does not end so: parsers of URLs take it for an address (WHATWG URL, 3.5). */
  private static final Pattern NUMERIC_END =
      Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)\\.?");

  private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern FOUR_BYTES = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f:]+");

  /** What is wrong with the host of a URL; empty also when it names none. */
  public static Optional<Problem> flaw(URI url) {
    String authority = url.getRawAuthority();
    if (authority == null) {
      return Optional.empty();
    }
    String host = host(url, authority);
    if (host.startsWith("[")) {
      return isWritten6(host.substring(1, host.length() - 1))
          ? Optional.empty()
          : flaw(
              host, "in hexadecimal without a zone, such as [2001:db8::1], an IPv4 one by itself");
    }
    if (NUMERIC_END.matcher(host).matches()) {
      return FOUR_BYTES.matcher(host).matches()
          ? Optional.empty()
          : flaw(host, "as four decimal numbers, such as 192.0.2.1");
    }
    return url.getHost() == null
        ? Optional.of(
            new Problem(
                "",
                "'%s' is no name of a host".formatted(host),
                "use letters, digits, hyphens and dots"))
        : Optional.empty();
  }

  /** The address that a host without flaw is written as, brackets aside; empty for a name. */
  static Optional<InetAddress> address(String host) {
    return host.contains(":") || FOUR_BYTES.matcher(host).matches()
        ? Optional.of(InetAddress.ofLiteral(host))
        : Optional.empty();
  }

  /** Also the one that the JDK does not take for a host. */
  private static String host(URI url, String authority) {
    String host = url.getHost();
    return host == null
        ? authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":[0-9]*$", "")
        : host;
  }

  // An IPv4 address in the form of an IPv6 one would be read as the former.
  private static boolean isWritten6(String address) {
    try {
      return HEXADECIMAL.matcher(address).matches()
          && Inet6Address.ofLiteral(address) instanceof Inet6Address;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<Problem> flaw(String host, String form) {
    return Optional.of(
        new Problem(
            "",
            "'%s' is an address that not everybody reads alike".formatted(host),
            "write it " + form));
  }
}
