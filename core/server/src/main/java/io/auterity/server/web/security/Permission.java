package io.auterity.server.web.security;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.Action;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.call.Verdict;
import io.auterity.server.web.errors.ErrorBody;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Lets a request reach its route only when the caller is granted what the route {@link Needs}. The
 * audit log gets refusals, guesses at ids of others, and what was done where something changes.
 */
public final class Permission implements HandlerInterceptor {

  private static final Pattern SECRET_ID = Pattern.compile("(run|dec|key)_[0-9a-f]{32}");
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

  private final Supplier<GrantAuthorizer> authorizer;
  private final Supplier<AccessAudit> audit;
  private final Consumer<@Nullable String> operator;

  /**
   * @param operator refuses a header that does not show the operator's key
   */
  public Permission(
      Supplier<GrantAuthorizer> authorizer,
      Supplier<AccessAudit> audit,
      Consumer<@Nullable String> operator) {
    this.operator = operator;
    this.authorizer = authorizer;
    this.audit = audit;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method)) {
      return true;
    }
    if (method.hasMethodAnnotation(ForOperator.class)) {
      operator.accept(request.getHeader("Authorization"));
    } else if (!method.hasMethodAnnotation(Open.class)) {
      Action needed = needed(method).orElseThrow(Permission::closed);
      require(Caller.of(request).orElseThrow(Permission::unauthenticated), needed);
    }
    return true;
  }

  private static Optional<Action> needed(HandlerMethod method) {
    return Optional.ofNullable(method.getMethodAnnotation(Needs.class)).map(Needs::value);
  }

  private void require(Caller caller, Action action) {
    Verdict verdict = authorizer.get().authorize(caller.scope(), caller.principal(), action);
    if (!verdict.permits()) {
      audit.get().violation(caller.authenticated(), action.target(), verdict.rule());
      throw new CallFailedException(FailureCode.FORBIDDEN, verdict.reason());
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
      noteGuess(request, response.getStatus(), caller.get());
      needed(method)
          .filter(action -> action != Action.ENTER)
          .ifPresent(action -> noteAct(request, response.getStatus(), caller.get(), action));
    }
  }

  private void noteGuess(HttpServletRequest request, int status, Caller caller) {
    if (status == ErrorBody.NOT_FOUND && namesSecretId(request)) {
      audit.get().guess(caller.authenticated(), target(request));
    }
  }

  private static boolean namesSecretId(HttpServletRequest request) {
    Stream<String> filters = request.getParameterMap().values().stream().flatMap(Arrays::stream);
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        && Stream.concat(variables.values().stream(), filters).anyMatch(Permission::isSecretId);
  }

  private static boolean isSecretId(Object variable) {
    return SECRET_ID.matcher(variable.toString()).matches();
  }

  private void noteAct(HttpServletRequest request, int status, Caller caller, Action action) {
    if (CHANGING.contains(request.getMethod())) {
      String outcome = status < 400 ? "done" : "refused with " + status;
      audit.get().act(caller.authenticated(), action, target(request), outcome);
    }
  }

  private static String target(HttpServletRequest request) {
    return request.getMethod() + " " + request.getServletPath();
  }

  private static CallFailedException closed() {
    return new CallFailedException(FailureCode.FORBIDDEN, "this route is closed");
  }

  private static CallFailedException unauthenticated() {
    return new CallFailedException(FailureCode.UNAUTHENTICATED, "a credential is needed");
  }
}
