package io.auterity.server.web.security;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential.SessionToken;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * The authenticated caller of this request; a parameter of every route's method.
 *
 * @param session the console session that it uses; null when it came with an API key
 * @param address where it came from
 * @param request its method and path
 */
public record Caller(
    Authenticated authenticated, @Nullable SessionToken session, String address, String request) {

  private static final String ATTRIBUTE = Caller.class.getName();

  public TenantScope scope() {
    return authenticated.scope();
  }

  public Principal principal() {
    return authenticated.principal();
  }

  /** What this request does, as the audit log tells of it. */
  public AuditedAct act(Act act) {
    return new AuditedAct(principal(), address, act.target(), request);
  }

  /** The caller of a request; empty when it showed no credential. */
  public static Optional<Caller> of(ServletRequest request) {
    return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
  }

  /**
   * The caller of a request that needs one.
   *
   * @throws CallFailedException {@code unauthenticated} when it showed no credential
   */
  public static Caller required(ServletRequest request) {
    return of(request)
        .orElseThrow(
            () -> new CallFailedException(FailureCode.UNAUTHENTICATED, "a credential is needed"));
  }

  void attach(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Hands the caller to a route's method. */
  public static final class Argument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binderFactory) {
      ServletRequest servlet = request.getNativeRequest(ServletRequest.class);
      if (servlet == null) {
        throw new IllegalStateException("not a servlet request");
      }
      return Caller.required(servlet);
    }
  }
}
