package io.auterity.platform.yaml;

import io.auterity.platform.yaml.YamlPart.Field;
import io.auterity.platform.yaml.YamlPart.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;

/** Reads where the values of a text stand that {@link YamlReader} has read before. */
final class YamlParts {

  private final String text;
  private final Iterator<Event> events;
  private final YamlMarks marks;

  YamlParts(String text, Iterator<Event> events) {
    this.text = text;
    this.events = events;
    this.marks = new YamlMarks(text);
  }

  /** The value of the only document. */
  YamlPart read() {
    while (!(events.next() instanceof DocumentStartEvent)) {
      // The stream begins.
    }
    return part(events.next());
  }

  private YamlPart part(Event event) {
    int start = marks.start(event);
    return switch (event) {
      case AliasEvent _ -> YamlPart.leaf(Kind.ALIAS, start, marks.end(event));
      case ScalarEvent scalar -> YamlPart.leaf(Kind.SCALAR, start, end(scalar));
      case MappingStartEvent mapping -> mapping(start, mapping.isFlow());
      default -> sequence(start, ((CollectionStartEvent) event).isFlow());
    };
  }

  /** Blank lines below a text block do not belong to it. */
  private int end(ScalarEvent scalar) {
    int end = marks.end(scalar);
    return scalar.isLiteral() || scalar.isFolded()
        ? text.substring(0, end).stripTrailing().length()
        : end;
  }

  private YamlPart mapping(int start, boolean flow) {
    List<Field> fields = new ArrayList<>();
    int end = start;
    Event event = events.next();
    for (; !(event instanceof MappingEndEvent); event = events.next()) {
      String name = ((ScalarEvent) event).getValue();
      int from = marks.start(event);
      int to = marks.end(event);
      YamlPart value = part(events.next());
      fields.add(new Field(name, from, to, value));
      end = Math.max(to, value.end());
    }
    return new YamlPart(
        Kind.MAPPING, flow, start, flow ? marks.end(event) : end, List.copyOf(fields), List.of());
  }

  private YamlPart sequence(int start, boolean flow) {
    List<YamlPart> items = new ArrayList<>();
    int end = start;
    Event event = events.next();
    for (; !(event instanceof SequenceEndEvent); event = events.next()) {
      YamlPart item = part(event);
      items.add(item);
      end = Math.max(end, item.end());
    }
    return new YamlPart(
        Kind.SEQUENCE, flow, start, flow ? marks.end(event) : end, List.of(), List.copyOf(items));
  }
}
