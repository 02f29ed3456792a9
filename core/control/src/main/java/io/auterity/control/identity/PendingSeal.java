package io.auterity.control.identity;

import io.auterity.control.access.Tenants;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.SecretsRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Seals what a browser keeps of a sign-in that it has begun, with the tenant's name before it. */
final class PendingSeal {

  /** No browser keeps a longer cookie. */
  private static final int LONGEST = 4_096;

  private static final int PARTS = 4;
  private static final String PURPOSE = "sign-in";

  private final Tenants tenants;
  private final ContentSeal seal;
  private final Ids ids;

  PendingSeal(Tenants tenants, ContentSeal seal, Ids ids) {
    this.tenants = tenants;
    this.seal = seal.forPurpose(PURPOSE);
    this.ids = ids;
  }

  /** What was sealed for a tenant. */
  record Opened(TenantScope scope, PendingSignIn pending) {}

  String seal(TenantScope scope, String tenant, PendingSignIn pending) {
    UUID id = ids.next();
    byte[] sealed = seal.seal(scope, id, pending.bytes());
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String text =
        encoder.encodeToString(tenant.getBytes(StandardCharsets.UTF_8))
            + "."
            + id
            + "."
            + encoder.encodeToString(sealed);
    return text + "." + encoder.encodeToString(seal.mark(marked(text)));
  }

  // Marks of other contents are none of a cookie.
  private static byte[] marked(String text) {
    return (PURPOSE + " " + text).getBytes(StandardCharsets.UTF_8);
  }

  /** Empty for what was not sealed here. */
  Optional<Opened> open(String cookie) {
    String[] parts = parts(cookie);
    try {
      // A made-up cookie costs no look at the database or the key file.
      if (parts.length != PARTS || !seal.marked(marked(text(parts)), bytes(parts[3]))) {
        return Optional.empty();
      }
      UUID id = UUID.fromString(parts[1]);
      byte[] sealed = bytes(parts[2]);
      return tenants
          .named(name(parts[0]))
          .map(scope -> new Opened(scope, PendingSignIn.read(seal.open(scope, id, sealed))));
    } catch (IllegalArgumentException | SecretsRefusedException e) {
      return Optional.empty();
    }
  }

  private static String text(String[] parts) {
    return parts[0] + "." + parts[1] + "." + parts[2];
  }

  private static byte[] bytes(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  /** The tenant that a cookie names, whether or not its seal is ours; empty when it names none. */
  static String tenant(@Nullable String cookie) {
    String[] parts = cookie == null ? new String[0] : parts(cookie);
    try {
      return parts.length == PARTS ? name(parts[0]) : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String[] parts(String cookie) {
    return cookie.length() > LONGEST ? new String[0] : cookie.split("\\.", -1);
  }

  private static String name(String part) {
    return new String(bytes(part), StandardCharsets.UTF_8);
  }
}
