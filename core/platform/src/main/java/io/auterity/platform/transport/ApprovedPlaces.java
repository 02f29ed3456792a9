package io.auterity.platform.transport;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an operator approved: that requests of a tenant reach a host and port though it is private,
 * and carry their credential there though it is unencrypted. Each approval is a text, {@code
 * host:port for tenant}, of a tenant's name or id; {@code *} stands for any port, or any tenant.
 */
public final class ApprovedPlaces {

  private static final String ANY = "*";
  private static final int LAST_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile(
          "(?<host>\\[[0-9A-Fa-f:.]+]|[^\\s:*/@\\[\\]]+):(?<port>\\*|[1-9][0-9]{0,4}) for"
              + " (?<tenant>\\S.*)");

  private final List<Approval> approvals;
  private final Function<UUID, String> names;
  private final Map<UUID, String> known = new ConcurrentHashMap<>();

  private record Approval(String host, String port, String tenant) {

    static Approval read(String text) {
      Matcher form = FORM.matcher(text.strip());
      if (!form.matches() || !isPort(form.group("port"))) {
        throw new IllegalArgumentException(
            "'%s' must say a host, its port, and which tenant may go there: write host:port for tenant, e.g. ollama.lan:11434 for acme; * stands for any port or any tenant"
                .formatted(text));
      }
      String host = new Destination("https", form.group("host"), LAST_PORT).host();
      return new Approval(host, form.group("port"), form.group("tenant"));
    }

    private static boolean isPort(String text) {
      return text.equals(ANY) || Integer.parseInt(text) <= LAST_PORT;
    }

    boolean names(Destination place) {
      return host.equals(place.host())
          && (port.equals(ANY) || port.equals(Integer.toString(place.port())));
    }
  }

  /**
   * Takes approvals as they are written.
   *
   * @param names tells a tenant's name by its id; a name stays as it is
   * @throws IllegalArgumentException as {@link #check} does
   */
  public ApprovedPlaces(Collection<String> approvals, Function<UUID, String> names) {
    this.approvals = approvals.stream().map(Approval::read).toList();
    this.names = names;
  }

  /**
   * Checks how an approval is written.
   *
   * @throws IllegalArgumentException with what is to be written instead
   */
  public static void check(String approval) {
    Approval.read(approval);
  }

  /** Whether a tenant's requests may go there. */
  boolean admit(UUID tenant, Destination place) {
    for (Approval approval : approvals) {
      if (approval.names(place) && isOf(approval.tenant(), tenant)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOf(String approved, UUID tenant) {
    return approved.equals(ANY)
        || approved.equals(tenant.toString())
        || approved.equals(name(tenant));
  }

  private String name(UUID tenant) {
    String name = known.get(tenant);
    if (name == null) {
      name = names.apply(tenant);
      known.put(tenant, name);
    }
    return name;
  }
}
