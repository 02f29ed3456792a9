package io.auterity.server.web.security;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.Acts;
import io.auterity.platform.noun.Rest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a request reach its route only when the caller is granted what the route {@link Needs}. The
 * audit log gets refusals, and of what changes something without telling it with the change that it
 * begins, before it does, and how it ended.
 *
 * @param acts those that routes may need
 * @param operator refuses a header that does not show the operator's key
 */
public record Permission(
    Supplier<Acts> acts,
    Supplier<GrantAuthorizer> authorizer,
    Supplier<AccessAudit> audit,
    Consumer<@Nullable String> operator)
    implements HandlerInterceptor {

  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method)) {
      return true;
    }
    if (method.hasMethodAnnotation(OperatorOnly.class)) {
      operator.accept(request.getHeader("Authorization"));
    } else if (!method.hasMethodAnnotation(Open.class)) {
      Act needed = needed(method).orElseThrow(Permission::closed);
      Caller caller = Caller.required(request);
      new CallerRights(authorizer.get(), audit.get()).require(caller, needed);
      if (changes(request) && needed.trace() == Trace.AROUND) {
        audit.get().first(caller.scope(), caller.act(needed), "begun");
      }
    }
    return true;
  }

  private Optional<Act> needed(HandlerMethod method) {
    return name(method).map(name -> acts.get().named(name));
  }

  /** The name of the act that a route of a controller, or of a noun, needs. */
  private static Optional<String> name(HandlerMethod method) {
    Rest rest = method.getMethodAnnotation(Rest.class);
    Needs needs = method.getMethodAnnotation(Needs.class);
    return rest != null ? Optional.of(rest.needs()) : Optional.ofNullable(needs).map(Needs::value);
  }

  /**
   * Looks whether what a route needs is an act that there is.
   *
   * @throws IllegalStateException when it is none, naming the route
   */
  public static void check(HandlerMethod route, Acts acts) {
    name(route).ifPresent(name -> check(route, name, acts));
  }

  private static void check(HandlerMethod route, String name, Acts acts) {
    try {
      var _ = acts.named(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "%s needs what is no act: %s".formatted(route.getShortLogMessage(), e.getMessage()), e);
    }
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    Optional<Caller> caller = Caller.of(request);
    if (caller.isPresent() && handler instanceof HandlerMethod method) {
      needed(method)
          .filter(act -> changes(request) && !act.equals(GrantAuthorizer.ENTER))
          .ifPresent(act -> noteEnd(response.getStatus(), caller.get(), act));
    }
  }

  // What was changed is told in the transaction that changed it.
  private void noteEnd(int status, Caller caller, Act act) {
    boolean done = status < 400;
    if (act.tellsEnd(done)) {
      String outcome = done ? "done" : "refused with " + status;
      audit.get().ended(caller.scope(), caller.act(act), outcome);
    }
  }

  private static boolean changes(HttpServletRequest request) {
    return CHANGING.contains(request.getMethod());
  }

  private static CallFailedException closed() {
    return new CallFailedException(FailureCode.FORBIDDEN, "this route is closed");
  }
}
