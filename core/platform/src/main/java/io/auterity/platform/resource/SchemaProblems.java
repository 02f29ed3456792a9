package io.auterity.platform.resource;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Puts the findings of the schema library into words that say what to do. */
record SchemaProblems(JsonNode schema) {

  private static final Set<String> CHOICES = Set.of("oneOf", "anyOf");

  List<Problem> of(List<Error> errors) {
    List<Problem> problems = new ArrayList<>();
    for (Error error : errors) {
      if (errors.stream().noneMatch(other -> isBranch(error, other))) {
        problems.add(problem(error, errors));
      }
    }
    return problems;
  }

  /**
   * Whether {@code error} only says why one of the forms that {@code choice} offers did not fit.
   */
  private static boolean isBranch(Error error, Error choice) {
    return CHOICES.contains(choice.getKeyword())
        && !error.getEvaluationPath().equals(choice.getEvaluationPath())
        && error.getEvaluationPath().startsWith(choice.getEvaluationPath());
  }

  private Problem problem(Error error, List<Error> all) {
    String path = path(error.getInstanceLocation());
    return switch (error.getKeyword()) {
      case "required" ->
          new Problem(JsonPath.field(path, error.getProperty()), "is required", "add it");
      case "additionalProperties", "unevaluatedProperties" -> unknown(path, error);
      case "type" -> type(path, error);
      case "enum" -> choice(path, error);
      case "format" ->
          new Problem(
              path,
              "must be a valid %s".formatted(error.getSchemaNode().asString()),
              "change the value");
      case "oneOf", "anyOf" -> noForm(path, error, all);
      default -> new Problem(path, error.getMessage(), fix(error.getKeyword()));
    };
  }

  private Problem unknown(String path, Error error) {
    String name = error.getProperty();
    return new Problem(
        JsonPath.field(path, name), "is unknown", Nearest.fix(name, knownNames(error)));
  }

  private List<String> knownNames(Error error) {
    NodePath place = error.getSchemaLocation().getFragment().getParent();
    JsonNode holder = schema;
    for (int i = 0; place != null && i < place.getNameCount(); i++) {
      Object element = place.getElement(i);
      holder =
          element instanceof Integer index ? holder.path(index) : holder.path(element.toString());
    }
    return List.copyOf(holder.path("properties").propertyNames());
  }

  private static Problem type(String path, Error error) {
    String found = String.valueOf(error.getArguments()[0]);
    JsonNode wanted = error.getSchemaNode();
    boolean text = wanted.isString() && wanted.asString().equals("string");
    boolean quotable = text && Set.of("integer", "number", "boolean").contains(found);
    return new Problem(
        path,
        "must be %s, not %s".formatted(names(wanted), found),
        quotable ? "put it in quotes" : "change the value");
  }

  private static Problem choice(String path, Error error) {
    List<String> allowed = new ArrayList<>();
    error.getSchemaNode().forEach(value -> allowed.add(value.asString()));
    String given = error.getInstanceNode().isString() ? error.getInstanceNode().asString() : "";
    return new Problem(
        path, "must be one of " + String.join(", ", allowed), Nearest.fix(given, allowed));
  }

  private static Problem noForm(String path, Error error, List<Error> all) {
    String forms =
        all.stream()
            .filter(other -> isBranch(other, error))
            .map(Error::getMessage)
            .distinct()
            .collect(Collectors.joining(", or "));
    return new Problem(
        path,
        "fits none of the allowed forms, or more than one",
        forms.isEmpty() ? "keep one form" : "mend one: " + forms);
  }

  private static String fix(String keyword) {
    return switch (keyword) {
      case "minimum", "exclusiveMinimum" -> "raise it";
      case "maximum", "exclusiveMaximum" -> "lower it";
      case "minLength", "minItems", "minProperties" -> "add what is missing";
      case "maxLength", "maxItems", "maxProperties" -> "shorten it";
      case "uniqueItems" -> "remove the repetition";
      default -> "change the value";
    };
  }

  private static String names(JsonNode type) {
    if (type.isString()) {
      return type.asString();
    }
    List<String> names = new ArrayList<>();
    type.forEach(name -> names.add(name.asString()));
    return String.join(" or ", names);
  }

  private static String path(NodePath location) {
    String path = "";
    for (int i = 0; i < location.getNameCount(); i++) {
      path =
          location.getElement(i) instanceof Integer index
              ? JsonPath.item(path, index)
              : JsonPath.field(path, location.getName(i));
    }
    return path;
  }
}
