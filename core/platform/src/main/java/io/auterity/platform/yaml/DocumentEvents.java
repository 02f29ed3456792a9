package io.auterity.platform.yaml;

import io.auterity.platform.json.Excerpt;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.json.PathBound;
import io.auterity.spi.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;

/** Folds the events of a text into its documents; its bounds are those of all of them. */
final class DocumentEvents {

  private static final int SHOWN = 200;

  private final Iterator<Event> events;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  // Names and indexes of the values around the one that is read, the innermost last.
  private final Deque<Object> place = new ArrayDeque<>();
  private int parts;
  private long characters;
  private int depth;

  /** A value and the lines of it. */
  private record Read(Json value, YamlLines lines) {}

  /** A value that an alias may repeat, and how many values and characters it holds. */
  private record Anchored(Json value, int parts, long characters) {}

  DocumentEvents(Iterator<Event> events) {
    this.events = events;
  }

  /** The document that begins, unless it is empty. */
  Optional<YamlDocument> read() {
    anchors.clear();
    Event first = events.next();
    if (isEmpty(first)) {
      return Optional.empty();
    }
    Read read = value(first, line(first));
    return Optional.of(new YamlDocument(read.value(), read.lines(), ""));
  }

  private static boolean isEmpty(Event event) {
    return event instanceof ScalarEvent scalar && scalar.isPlain() && scalar.getValue().isEmpty();
  }

  private Read value(Event event, int line) {
    if (event instanceof AliasEvent alias) {
      return new Read(repeated(alias), new YamlLines(line));
    }
    int before = parts;
    long charactersBefore = characters;
    count(event, 1, 0);
    Read read =
        event instanceof ScalarEvent scalar
            ? new Read(scalar(scalar), new YamlLines(line))
            : nested((CollectionStartEvent) event, line);
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(
            anchor ->
                anchors.put(
                    anchor,
                    new Anchored(read.value(), parts - before, characters - charactersBefore)));
    return read;
  }

  private Json scalar(ScalarEvent event) {
    int length = event.getValue().length();
    if (length > YamlReader.LONGEST) {
      throw new MalformedYamlException(
          line(event),
          "%s has %d characters, at most %d: shorten it"
              .formatted(
                  Excerpt.ofBothEnds(JsonPath.of(place), SHOWN), length, YamlReader.LONGEST));
    }
    count(event, 0, length);
    return Scalars.read(event, line(event));
  }

  private Read nested(CollectionStartEvent event, int line) {
    if (event.getTag().isPresent()) {
      throw new MalformedYamlException(line(event), "tags are not supported: remove the tag");
    }
    if (++depth > YamlReader.DEPTH) {
      throw new MalformedYamlException(
          line(event), "nested deeper than %d levels".formatted(YamlReader.DEPTH));
    }
    Read read = event instanceof MappingStartEvent ? mapping(line) : sequence(line);
    depth--;
    return read;
  }

  private Read sequence(int line) {
    List<Json> items = new ArrayList<>();
    List<YamlLines> lines = new ArrayList<>();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      Read item = inside(items.size(), event, line(event));
      items.add(item.value());
      lines.add(item.lines());
    }
    return new Read(new Json.Arr(items), new YamlLines(line, lines));
  }

  private Read mapping(int line) {
    Map<String, Json> fields = new LinkedHashMap<>();
    List<YamlLines> lines = new ArrayList<>();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      String name = name(event);
      count(event, 0, name.length());
      Read field = inside(name, events.next(), line(event));
      lines.add(field.lines());
      if (fields.put(name, field.value()) != null) {
        throw new MalformedYamlException(
            line(event), "'%s' stands twice in one mapping: remove one".formatted(name));
      }
    }
    return new Read(new Json.Obj(fields), new YamlLines(line, lines));
  }

  private Read inside(Object step, Event event, int line) {
    place.addLast(step);
    Read read = value(event, line);
    place.removeLast();
    return read;
  }

  private static String name(Event event) {
    if (event instanceof ScalarEvent scalar) {
      PathBound.name(scalar.getValue())
          .ifPresent(
              problem -> {
                throw new MalformedYamlException(line(event), problem);
              });
      return scalar.getValue();
    }
    throw new MalformedYamlException(
        line(event), "a name must be plain text: quote it if it starts with [, {, * or &");
  }

  private Json repeated(AliasEvent alias) {
    Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw new MalformedYamlException(
          line(alias),
          "the alias *%s names nothing above it"
              .formatted(Excerpt.of(alias.getAlias().getValue(), SHOWN)));
    }
    count(alias, anchored.parts(), anchored.characters());
    return anchored.value();
  }

  private void count(Event event, int more, long text) {
    parts += more;
    characters += text;
    if (parts > YamlReader.PARTS) {
      throw new MalformedYamlException(
          line(event), "more than %d values".formatted(YamlReader.PARTS));
    }
    if (characters > YamlReader.CHARACTERS) {
      throw new MalformedYamlException(
          line(event),
          "more than %d characters of text once aliases are followed"
              .formatted(YamlReader.CHARACTERS));
    }
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
