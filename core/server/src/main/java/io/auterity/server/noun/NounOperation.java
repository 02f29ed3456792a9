package io.auterity.server.noun;

import io.auterity.platform.noun.Rest;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * An operation of a noun as a route.
 *
 * @param path below the root of the server
 * @param parameters of the path, by name
 */
public record NounOperation(
    Rest rest, Method handler, RequestMethod method, String path, Set<String> parameters) {

  private static final String ROOT = "/api/v1";
  private static final Pattern FORM = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/\\S+)");
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

  /** The operations of a noun. */
  public static List<NounOperation> of(Class<?> noun) {
    return Arrays.stream(noun.getMethods())
        .filter(method -> method.isAnnotationPresent(Rest.class))
        .map(NounOperation::of)
        .toList();
  }

  /** The operation that a method is, which has {@link Rest}. */
  public static NounOperation of(Method handler) {
    Rest rest = handler.getAnnotation(Rest.class);
    Matcher form = FORM.matcher(rest.value());
    if (!form.matches()) {
      throw new IllegalStateException(
          "%s: '%s' is no method and path, e.g. GET /keys/{id}".formatted(handler, rest.value()));
    }
    Set<String> names =
        NAME.matcher(form.group(2))
            .results()
            .map(name -> name.group(1))
            .collect(Collectors.toSet());
    for (Parameter parameter : handler.getParameters()) {
      if (parameter.getType() == String.class && !names.contains(parameter.getName())) {
        throw new IllegalStateException(
            "%s: '%s' is no part of %s".formatted(handler, parameter.getName(), rest.value()));
      }
    }
    return new NounOperation(
        rest, handler, RequestMethod.valueOf(form.group(1)), ROOT + form.group(2), names);
  }
}
