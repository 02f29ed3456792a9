package io.auterity.author;

import io.auterity.cli.exit.CliException;
import io.auterity.platform.catalogue.Capability;
import io.auterity.testkit.files.VendorDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a vendor's description may mean by the operations of a kind: a guess by the words of its
 * paths, for a person to look at.
 */
final class DescribedPaths {

  private static final int MOST = 3;
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");
  private static final Map<String, Set<String>> METHODS =
      Map.of(
          "create", Set.of("post", "put"),
          "get", Set.of("get"),
          "list", Set.of("get"),
          "search", Set.of("get", "post"),
          "update", Set.of("patch", "put", "post"),
          "delete", Set.of("delete"),
          "add", Set.of("post", "put"),
          "remove", Set.of("delete"));
  private static final Map<String, Set<String>> OTHER_WORDS =
      Map.of(
          "issue", Set.of("ticket", "task", "card", "item", "workitem", "story", "incident"),
          "project", Set.of("board", "list", "pipeline", "workspace"),
          "comment", Set.of("note", "reply"),
          "label", Set.of("tag"),
          "sprint", Set.of("cycle", "milestone", "iteration"),
          "page", Set.of("document", "article"),
          "space", Set.of("collection", "notebook", "book"));
  private static final Set<String> OF_ONE = Set.of("get", "update", "delete", "remove");

  private final JsonNode description;
  private final List<Found> all = new ArrayList<>();

  private record Found(String method, String path, JsonNode operation) {}

  DescribedPaths(JsonNode description) {
    this.description = description;
    description
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        each -> all.add(new Found(each.getKey(), path.getKey(), each.getValue()))));
  }

  /**
   * Reads a description.
   *
   * @throws CliException when there is none
   */
  static JsonNode description(Path file) {
    try {
      JsonNode read = VendorDescription.read(file);
      if (!read.path("paths").isObject()) {
        throw CliException.badInput("%s has no paths: give OpenAPI or Swagger".formatted(file));
      }
      return read;
    } catch (IOException | JacksonException | YamlEngineException e) {
      throw CliException.badInput("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  /** The likeliest first, at most three lines. */
  List<String> hints(Capability capability) {
    Set<String> methods = METHODS.getOrDefault(capability.verb(), Set.of("post", "put"));
    String resource = capability.resource().replace("_", "");
    return all.stream()
        .filter(each -> methods.contains(each.method()))
        .filter(each -> named(each.path(), resource, OF_ONE.contains(capability.verb())))
        .sorted(
            Comparator.comparingInt((Found each) -> each.path().split("/").length)
                .thenComparing(Found::path))
        .limit(MOST)
        .map(this::line)
        .toList();
  }

  private static boolean named(String path, String resource, boolean ofOne) {
    List<String> parts = List.of(path.replaceAll("/+$", "").split("/"));
    boolean variable = parts.getLast().startsWith("{");
    int at = parts.size() - (variable ? 2 : 1);
    if (at < 0 || (ofOne && !variable) || (!ofOne && variable)) {
      return false;
    }
    String word = parts.get(at).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return isOne(word, resource)
        || OTHER_WORDS.getOrDefault(resource, Set.of()).stream()
            .anyMatch(other -> isOne(word, other));
  }

  private static boolean isOne(String word, String resource) {
    return word.equals(resource)
        || word.equals(resource + "s")
        || (resource.endsWith("y")
            && word.equals(resource.substring(0, resource.length() - 1) + "ies"));
  }

  private String line(Found found) {
    String query = names(found.operation(), "query");
    String body = body(found.operation());
    String line =
        "the description has %s %s%s%s"
            .formatted(
                found.method().toUpperCase(Locale.ROOT),
                found.path(),
                query.isEmpty() ? "" : "; query " + query,
                body.isEmpty() ? "" : "; body " + body);
    return BREAKS.matcher(line).replaceAll(" ");
  }

  private String names(JsonNode operation, String in) {
    return StreamSupport.stream(operation.path("parameters").spliterator(), false)
        .map(this::resolved)
        .filter(each -> each.path("in").asString("").equals(in))
        .map(each -> each.path("name").asString(""))
        .limit(8)
        .collect(Collectors.joining(", "));
  }

  private String body(JsonNode operation) {
    JsonNode schema =
        resolved(operation.path("requestBody")).at("/content/application~1json/schema");
    if (schema.isMissingNode()) {
      schema =
          StreamSupport.stream(operation.path("parameters").spliterator(), false)
              .filter(each -> each.path("in").asString("").equals("body"))
              .map(each -> each.path("schema"))
              .findFirst()
              .orElse(schema);
    }
    return resolved(schema)
        .path("properties")
        .propertyStream()
        .map(Map.Entry::getKey)
        .limit(10)
        .collect(Collectors.joining(", "));
  }

  // What another file says is not told.
  private JsonNode resolved(JsonNode node) {
    return VendorDescription.resolved(description, node);
  }
}
