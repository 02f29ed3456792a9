package io.auterity.platform.config;

import io.auterity.platform.call.TenantScope;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of {@code egress.allow}: {@code host:port for tenant}.
 *
 * @param host a name, or an address, in brackets where it is one of IPv6
 * @param port a number, or {@link #ANY}
 * @param tenant its name, its {@linkplain #tenantId id}, or {@link #ANY}
 */
public record EgressApproval(String host, String port, String tenant) {

  /** Any port, or any tenant. */
  public static final String ANY = "*";

  private static final int LAST_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile(
          "(?<host>\\[[0-9A-Fa-f:.]+]|[^\\s:*/@\\[\\]]+):(?<port>\\*|[1-9][0-9]{0,4}) for"
              + " (?<tenant>\\S.*)");

  private static final Pattern WIRE_ID = Pattern.compile("ten_[0-9a-f]{32}");
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException with what is to be written instead
   */
  public static EgressApproval read(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches() || !isPort(form.group("port"))) {
      throw new IllegalArgumentException(
          "'%s' must say a host, its port, and which tenant may go there: write host:port for tenant, e.g. ollama.lan:11434 for acme; * stands for any port or any tenant"
              .formatted(text));
    }
    return new EgressApproval(form.group("host"), form.group("port"), form.group("tenant"));
  }

  /** The id that stands for the tenant; empty when its name does, or it is {@link #ANY}. */
  public Optional<UUID> tenantId() {
    if (WIRE_ID.matcher(tenant).matches()) {
      return Optional.of(TenantScope.ID.read(tenant));
    }
    return UUID_FORM.matcher(tenant).matches()
        ? Optional.of(UUID.fromString(tenant))
        : Optional.empty();
  }

  private static boolean isPort(String text) {
    return text.equals(ANY) || Integer.parseInt(text) <= LAST_PORT;
  }
}
