package io.auterity.cli.importing;

import io.auterity.cli.exit.CliException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A document of YAML as a tree in which each alias is the object or list of its anchor, and {@code
 * <<} merges what it names, as PyYAML reads them; of bounded size, however often it repeats itself.
 *
 * @see <a href="https://yaml.org/type/merge.html">Merge key, YAML 1.1</a>
 */
final class AnchoredYaml {

  // It reads one scalar at a time, behind which others follow.
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final String MERGE = "<<";
  private static final int DEEPEST = 100;

  /** Values of the largest file once its aliases are followed. */
  static final int MOST = 1_000_000;

  private final YAMLParser parser;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int depth;
  private int values;

  /** What an alias may repeat, and how many values that is. */
  private record Anchored(JsonNode node, int values) {}

  private AnchoredYaml(YAMLParser parser) {
    this.parser = parser;
  }

  /**
   * Reads the first document; a missing node when there is none.
   *
   * @throws tools.jackson.core.JacksonException when it is no YAML
   */
  static JsonNode read(byte[] file) {
    try (JsonParser parser = MAPPER.createParser(file)) {
      JsonToken first = parser.nextToken();
      return first == null
          ? MissingNode.getInstance()
          : new AnchoredYaml((YAMLParser) parser).value(first);
    }
  }

  private JsonNode value(JsonToken token) {
    if (parser.isCurrentAlias()) {
      return repeated(parser.getString());
    }
    Object anchor = parser.getObjectId();
    int before = values;
    count(1);
    if (++depth > DEEPEST) {
      throw CliException.badInput("the file is more than %d deep".formatted(DEEPEST));
    }
    JsonNode read =
        switch (token) {
          case START_OBJECT -> object();
          case START_ARRAY -> array();
          default -> MAPPER.readTree(parser);
        };
    depth--;
    if (anchor != null) {
      anchors.put(anchor.toString(), new Anchored(read, values - before));
    }
    return read;
  }

  private JsonNode repeated(String name) {
    Anchored held = anchors.get(name);
    if (held == null) {
      throw CliException.badInput(
          "'*%s' names no object or list of the file: write its value there".formatted(name));
    }
    count(held.values());
    return held.node().deepCopy();
  }

  private void count(int more) {
    values += more;
    if (values > MOST) {
      throw CliException.badInput(
          "the file holds more than %d values once its aliases are followed: write less of it, or"
                  .formatted(MOST)
              + " divide it");
    }
  }

  private ArrayNode array() {
    ArrayNode array = MAPPER.createArrayNode();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      array.add(value(next));
    }
    return array;
  }

  private ObjectNode object() {
    ObjectNode object = MAPPER.createObjectNode();
    ObjectNode merged = MAPPER.createObjectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonNode value = value(parser.nextToken());
      if (name.equals(MERGE)) {
        (value.isArray() ? value.values() : List.of(value)).forEach(one -> merge(merged, one));
      } else {
        object.set(name, value);
      }
    }
    merge(object, merged);
    return object;
  }

  private static void merge(ObjectNode into, JsonNode more) {
    for (Map.Entry<String, JsonNode> field : more.properties()) {
      if (!into.has(field.getKey())) {
        into.set(field.getKey(), field.getValue());
      }
    }
  }
}
