package io.auterity.platform.audit;

import io.auterity.platform.call.Principal;
import java.util.UUID;

/**
 * An act and the principal that asked for it, handed down to where the change is written, so that
 * the entry about it is written there too.
 *
 * @param address where the request came from
 * @param action what it takes to be allowed it, e.g. {@code control:resource.write}
 * @param request how it was asked for, e.g. {@code POST /api/v1/apply}
 */
public record AuditedAct(Principal who, String address, String action, String request) {

  /** The principal of callers that show the operator's key. */
  public static final Principal OPERATOR =
      new Principal(new UUID(0, 1), "operator", Principal.Type.USER);

  /** The principal of callers that have shown no credential yet. */
  public static final Principal UNKNOWN_CALLER =
      new Principal(new UUID(0, 2), "caller not signed in", Principal.Type.USER);

  /** What this process does by itself. */
  public static AuditedAct ofPlatform(String action) {
    return new AuditedAct(Principal.PLATFORM, "", action, "");
  }
}
