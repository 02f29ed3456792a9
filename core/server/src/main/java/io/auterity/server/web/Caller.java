package io.auterity.server.web;

import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential.SessionToken;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who makes this request, verified; a parameter of every route's method.
 *
 * @param session the console session that it uses; null when it came with an API key
 */
public record Caller(Authenticated authenticated, @Nullable SessionToken session) {

  private static final String ATTRIBUTE = Caller.class.getName();

  public TenantScope scope() {
    return authenticated.scope();
  }

  public Principal principal() {
    return authenticated.principal();
  }

  /** The caller of a request; empty when it showed no credential. */
  public static Optional<Caller> of(ServletRequest request) {
    return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
  }

  void attach(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}
