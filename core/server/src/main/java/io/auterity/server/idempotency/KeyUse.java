package io.auterity.server.idempotency;

import jakarta.servlet.ServletRequest;
import java.util.Optional;
import java.util.UUID;

/**
 * The use of an {@code Idempotency-Key} that a request is. It has the same id whenever the request
 * is repeated, so what is made under that id is found again after a crash.
 */
public final class KeyUse {

  private static final String ATTRIBUTE = KeyUse.class.getName();

  /** Its id; empty when the request came without a key. */
  public static Optional<UUID> of(ServletRequest request) {
    return Optional.ofNullable((UUID) request.getAttribute(ATTRIBUTE));
  }

  static void attach(ServletRequest request, UUID id) {
    request.setAttribute(ATTRIBUTE, id);
  }
}
