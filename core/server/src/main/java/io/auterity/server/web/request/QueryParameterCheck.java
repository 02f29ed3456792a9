package io.auterity.server.web.request;

import io.auterity.platform.noun.NounOperation;
import io.auterity.platform.noun.Rest;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The check of query parameters: refuses one that its route does not have, as a filter with a slip
 * in its name would otherwise answer with everything.
 */
public final class QueryParameterCheck implements HandlerInterceptor {

  private static final String API = "/api/";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && request.getServletPath().startsWith(API)) {
      refuseNul(request.getQueryString());
      Set<String> known = known(method);
      asked(request).stream()
          .filter(name -> !known.contains(name))
          .findFirst()
          .ifPresent(name -> refuse(name, known));
    }
    return true;
  }

  /** PostgreSQL has no text with U+0000, so nothing that is kept can be found by one. */
  private static void refuseNul(@Nullable String query) {
    if (query != null && query.contains("%00")) {
      throw new CallFailedException(
          FailureCode.INVALID, "the parameters of the address must not contain U+0000 (%00)");
    }
  }

  private static Set<String> known(HandlerMethod handler) {
    Method method = handler.getMethod();
    Stream<String> names =
        method.isAnnotationPresent(Rest.class)
            ? NounOperation.query(method).map(RecordComponent::getName)
            : Arrays.stream(method.getParameters()).flatMap(QueryParameterCheck::names);
    return names.collect(Collectors.toSet());
  }

  // A record stands for as many parameters as it has components.
  private static Stream<String> names(Parameter parameter) {
    if (parameter.isAnnotationPresent(ModelAttribute.class)) {
      return Arrays.stream(parameter.getType().getRecordComponents()).map(RecordComponent::getName);
    }
    return parameter.isAnnotationPresent(RequestParam.class)
        ? Stream.of(parameter.getName())
        : Stream.empty();
  }

  // Of the address alone: asking the request for them would read a body that is a form.
  private static Set<String> asked(HttpServletRequest request) {
    return UriComponentsBuilder.newInstance()
        .query(request.getQueryString())
        .build()
        .getQueryParams()
        .keySet();
  }

  private static void refuse(String name, Set<String> known) {
    String fix = known.isEmpty() ? "this route takes none" : Nearest.fix(name, known);
    throw new CallFailedException(
        FailureCode.INVALID, "'%s' is no parameter of this route; %s".formatted(name, fix));
  }
}
