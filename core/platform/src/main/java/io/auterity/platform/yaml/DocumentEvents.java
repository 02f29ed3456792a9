package io.auterity.platform.yaml;

import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;

/** Folds the events of one document into its value. */
final class DocumentEvents {

  private final Iterator<Event> events;
  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int parts;
  private int depth;

  /** A value that an alias may repeat, and how many values it holds. */
  private record Anchored(Json value, int parts) {}

  DocumentEvents(Iterator<Event> events) {
    this.events = events;
  }

  /** The document, unless it is empty. */
  Optional<YamlDocument> read() {
    Event first = events.next();
    if (first instanceof DocumentEndEvent || isEmpty(first)) {
      return Optional.empty();
    }
    Json value = value(first, "");
    return Optional.of(new YamlDocument(value, lines));
  }

  private static boolean isEmpty(Event event) {
    return event instanceof ScalarEvent scalar && scalar.isPlain() && scalar.getValue().isEmpty();
  }

  private Json value(Event event, String path) {
    lines.putIfAbsent(path, line(event));
    if (event instanceof AliasEvent alias) {
      return repeated(alias);
    }
    int before = parts;
    count(event, 1);
    Json value =
        event instanceof ScalarEvent scalar
            ? scalar(scalar, path)
            : nested((CollectionStartEvent) event, path);
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(anchor -> anchors.put(anchor, new Anchored(value, parts - before)));
    return value;
  }

  private static Json scalar(ScalarEvent event, String path) {
    int length = event.getValue().length();
    if (length > YamlReader.LONGEST) {
      throw new MalformedYamlException(
          line(event),
          "%s has %d characters, at most %d: shorten it"
              .formatted(path, length, YamlReader.LONGEST));
    }
    return Scalars.read(event, line(event));
  }

  private Json nested(CollectionStartEvent event, String path) {
    if (event.getTag().isPresent()) {
      throw new MalformedYamlException(line(event), "tags are not supported: remove the tag");
    }
    if (++depth > YamlReader.DEPTH) {
      throw new MalformedYamlException(
          line(event), "nested deeper than %d levels".formatted(YamlReader.DEPTH));
    }
    Json value = event instanceof MappingStartEvent ? mapping(path) : sequence(path);
    depth--;
    return value;
  }

  private Json sequence(String path) {
    List<Json> items = new ArrayList<>();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      items.add(value(event, JsonPath.item(path, items.size())));
    }
    return new Json.Arr(items);
  }

  private Json mapping(String path) {
    Map<String, Json> fields = new LinkedHashMap<>();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      String name = name(event);
      String place = JsonPath.field(path, name);
      lines.put(place, line(event));
      if (fields.put(name, value(events.next(), place)) != null) {
        throw new MalformedYamlException(
            line(event), "'%s' stands twice in one mapping: remove one".formatted(name));
      }
    }
    return new Json.Obj(fields);
  }

  private static String name(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getValue();
    }
    throw new MalformedYamlException(
        line(event), "a name must be plain text: quote it if it starts with [, {, * or &");
  }

  private Json repeated(AliasEvent alias) {
    Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw new MalformedYamlException(
          line(alias), "the alias *%s names nothing above it".formatted(alias.getAlias()));
    }
    count(alias, anchored.parts());
    return anchored.value();
  }

  private void count(Event event, int more) {
    parts += more;
    if (parts > YamlReader.PARTS) {
      throw new MalformedYamlException(
          line(event), "more than %d values".formatted(YamlReader.PARTS));
    }
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
