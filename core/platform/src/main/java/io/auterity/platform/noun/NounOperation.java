package io.auterity.platform.noun;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An operation of a noun, read from its method.
 *
 * @param verb HTTP method, e.g. {@code POST}
 * @param path below the root of the server
 */
public record NounOperation(Rest rest, Method handler, String verb, String path) {

  private static final String ROOT = "/api/v1";
  private static final Pattern FORM = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/\\S+)");
  private static final Pattern NAME = Pattern.compile("(?<=\\{)\\w+(?=})");

  /** The operations of a noun. */
  public static List<NounOperation> of(Class<?> noun) {
    return Arrays.stream(noun.getMethods())
        .filter(method -> method.isAnnotationPresent(Rest.class))
        .map(NounOperation::of)
        .toList();
  }

  /**
   * The operation that a method with {@link Rest} is.
   *
   * @throws IllegalStateException when its path is none, or lacks a text that it takes
   */
  public static NounOperation of(Method handler) {
    Rest rest = handler.getAnnotation(Rest.class);
    Matcher form = FORM.matcher(rest.value());
    if (!form.matches()) {
      throw new IllegalStateException(
          "%s: '%s' is no method and path, e.g. GET /keys/{id}".formatted(handler, rest.value()));
    }
    Set<String> names =
        NAME.matcher(form.group(2)).results().map(MatchResult::group).collect(Collectors.toSet());
    for (Parameter parameter : handler.getParameters()) {
      if (parameter.getType() == String.class && !names.contains(parameter.getName())) {
        throw new IllegalStateException(
            "%s: '%s' is no part of %s".formatted(handler, parameter.getName(), rest.value()));
      }
    }
    return new NounOperation(rest, handler, form.group(1), ROOT + form.group(2));
  }

  /** The parameters that may be in its query: components of each record that is not its body. */
  public static Stream<RecordComponent> query(Method handler) {
    return Arrays.stream(handler.getParameters())
        .filter(parameter -> parameter.getType().isRecord())
        .filter(parameter -> !parameter.isAnnotationPresent(FromBody.class))
        .flatMap(parameter -> Arrays.stream(parameter.getType().getRecordComponents()));
  }
}
