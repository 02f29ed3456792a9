package io.auterity.platform.secret;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A secret's value and the hosts that it may be sent to.
 *
 * @param hosts names, or {@code *.name} for all beneath one; none when it may go anywhere
 */
public record BoundSecret(String value, Set<String> hosts) {

  /** How many hosts a secret may be bound to. */
  private static final int MOST = 20;

  private static final String BENEATH = "*.";
  private static final Pattern NAME =
      Pattern.compile(
          "(\\*\\.(?=[^.]+\\.[^.]))?[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9])?|[0-9a-f:]{2,39}");

  public BoundSecret {
    hosts = Set.copyOf(hosts);
  }

  /**
   * Hosts as a user wrote them, each once, in their order.
   *
   * @throws CallFailedException {@code invalid}
   */
  static Set<String> hosts(Collection<String> written) {
    Set<String> hosts = new TreeSet<>();
    for (String host : written) {
      String lower = host.toLowerCase(Locale.ROOT);
      if (!NAME.matcher(lower).matches()) {
        throw invalid(
            "'%s' is no host: write a name or an address without scheme, port and path, such as api.openai.com, or *.openai.azure.com for all beneath a name of two parts or more"
                .formatted(host));
      }
      hosts.add(lower);
    }
    if (hosts.size() > MOST) {
      throw invalid("a secret is bound to at most %d hosts".formatted(MOST));
    }
    return hosts;
  }

  private static CallFailedException invalid(String message) {
    return new CallFailedException(FailureCode.INVALID, message);
  }

  /** The value, for a request to these hosts. */
  String sentTo(String name, Set<String> places) {
    for (String place : places) {
      if (!hosts.isEmpty() && hosts.stream().noneMatch(host -> covers(host, place))) {
        throw new CallFailedException(
            FailureCode.FORBIDDEN,
            "the secret '%s' is bound to %s and does not go to %s: bind it to that host too, or name another secret"
                .formatted(name, String.join(", ", new TreeSet<>(hosts)), place));
      }
    }
    return value;
  }

  private static boolean covers(String host, String place) {
    return host.startsWith(BENEATH)
        ? place.endsWith(host.substring(1)) && place.length() >= host.length()
        : host.equals(place);
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
