package io.auterity.platform.yaml;

import io.auterity.platform.json.JsonEdit;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.yaml.YamlPart.Kind;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;

/**
 * The text of one YAML document as a lossless tree: an edit replaces the characters of one value,
 * all others stay, with comments and order. Each edit is read back; one that would mean anything
 * else than it says, e.g. inside of what an alias repeats, is refused.
 */
public final class EditableYaml {

  private final int maxCharacters;
  private final String text;
  private final Json value;
  private final YamlPart root;
  private final YamlSplice splice;

  private EditableYaml(String text, int maxCharacters) {
    YamlReader reader = new YamlReader(maxCharacters);
    List<YamlDocument> documents = reader.read(text);
    if (documents.size() != 1) {
      throw new UneditableYamlException(
          "the text holds %d documents: edit a text of one".formatted(documents.size()));
    }
    this.maxCharacters = maxCharacters;
    this.text = text;
    this.splice = new YamlSplice(text);
    this.value = documents.getFirst().value();
    this.root =
        new YamlParts(text, new Parse(reader.settings(text)).parseString(text).iterator()).read();
  }

  /**
   * Reads a text of one document.
   *
   * @throws MalformedYamlException when it is no YAML
   * @throws UneditableYamlException when it holds several documents or none
   */
  public static EditableYaml read(String text, int maxCharacters) {
    return new EditableYaml(text, maxCharacters);
  }

  public String text() {
    return text;
  }

  public Json value() {
    return value;
  }

  /** Sets the value at a path; what is missing above it is made. */
  public EditableYaml set(String path, Json to) {
    return set(steps(path), to);
  }

  private EditableYaml set(List<Object> steps, Json to) {
    Place place = place(steps);
    Json parent = JsonEdit.at(value, place.above());
    Object last = steps.getLast();
    if (!(parent instanceof Json.Arr) && last instanceof String name) {
      boolean bare = !(parent instanceof Json.Obj(var fields)) || fields.isEmpty();
      if (bare && !place.above().isEmpty()) {
        return set(place.above(), Json.EMPTY.with(name, to));
      }
      if (!(parent instanceof Json.Obj)) {
        throw refused(steps);
      }
      int field = place.parent.field(name);
      return edited(
          field < 0
              ? splice.added(place.parent, name, to)
              : splice.replaced(place.parent, place.parent.fields().get(field), to),
          JsonEdit.set(value, steps, to));
    }
    if (parent instanceof Json.Arr(List<Json> items) && last instanceof Integer index) {
      if (index == items.size()) {
        return insert(place.above(), index, to);
      }
      if (index < items.size()) {
        return edited(splice.itemReplaced(place.parent, index, to), JsonEdit.set(value, steps, to));
      }
    }
    throw refused(steps);
  }

  /** Puts an item into a list, before the one at an index; what is missing above it is made. */
  public EditableYaml insert(String list, int index, Json item) {
    return insert(steps(list), index, item);
  }

  private EditableYaml insert(List<Object> list, int index, Json item) {
    if (!(JsonEdit.at(value, list) instanceof Json.Arr(List<Json> items)) || items.isEmpty()) {
      return set(list, Json.array(List.of(item)));
    }
    YamlPart part = part(list);
    if (index < 0 || index > items.size()) {
      throw refused(list);
    }
    Json wanted = JsonEdit.insert(value, list, index, item);
    return part.flow()
        ? edited(splice.flowInserted(part, index, YamlLayout.flow(item)), wanted)
        : edited(splice.itemInserted(part, index, item), wanted);
  }

  /** Takes out the value at a path, with the comments that stand right above it. */
  public EditableYaml remove(String path) {
    return remove(steps(path));
  }

  private EditableYaml remove(List<Object> steps) {
    Place place = place(steps);
    if (JsonEdit.at(value, steps) == null) {
      throw refused(steps);
    }
    int size = place.parent.fields().size() + place.parent.items().size();
    if (size == 1) {
      return emptied(place);
    }
    int index =
        steps.getLast() instanceof Integer item
            ? item
            : place.parent.field((String) steps.getLast());
    return edited(splice.removed(place.parent, index), JsonEdit.remove(value, steps));
  }

  private EditableYaml emptied(Place place) {
    YamlPart parent = place.parent();
    Json empty = parent.kind() == Kind.MAPPING ? Json.EMPTY : Json.array(List.of());
    return place.above().isEmpty()
        ? edited(text.substring(0, parent.start()) + empty + text.substring(parent.end()), empty)
        : set(place.above(), empty);
  }

  /**
   * Moves an item into a list, before the one that is at an index now, with its comments.
   *
   * @param list may be the one in which it is
   */
  public EditableYaml move(String item, String list, int index) {
    List<Object> from = steps(item);
    List<Object> to = steps(list);
    Json moved = JsonEdit.at(value, from);
    Place place = place(from);
    if (moved == null || isInside(to, from)) {
      throw refused(from);
    }
    int old = (Integer) from.getLast();
    boolean same = place.above().equals(to);
    int at = same && index > old ? index - 1 : index;
    EditableYaml inserted = inserted(place.parent, old, moved, to, index);
    List<Object> now = new ArrayList<>(from);
    if (same && index <= old) {
      now.set(now.size() - 1, old + 1);
    } else if (!same
        && from.size() > to.size()
        && from.subList(0, to.size()).equals(to)
        && (Integer) from.get(to.size()) >= index) {
      now.set(to.size(), (Integer) from.get(to.size()) + 1);
    }
    EditableYaml done = inserted.remove(now);
    return at == old && same ? this : done;
  }

  /** With the item in its other place too, as it was written where both are lists of lines. */
  private EditableYaml inserted(YamlPart list, int old, Json moved, List<Object> to, int index) {
    if (JsonEdit.at(value, to) instanceof Json.Arr(List<Json> items)
        && !items.isEmpty()
        && !list.flow()
        && !part(to).flow()
        && index >= 0
        && index <= items.size()) {
      return edited(
          splice.itemCopied(list, old, part(to), index), JsonEdit.insert(value, to, index, moved));
    }
    return insert(to, index, moved);
  }

  /** Changes texts where they stand; names of fields stay. */
  public EditableYaml texts(UnaryOperator<String> change) {
    StringBuilder changed = new StringBuilder(text);
    List<YamlPart> scalars = new ArrayList<>();
    collect(root, scalars);
    for (YamlPart scalar : scalars.reversed()) {
      changed.replace(
          scalar.start(), scalar.end(), change.apply(text.substring(scalar.start(), scalar.end())));
    }
    try {
      return edited(changed.toString(), JsonEdit.texts(value, change));
    } catch (UneditableYamlException e) {
      // Quotes and escapes stood in the way.
      return texts(change, value, List.of());
    }
  }

  private EditableYaml texts(UnaryOperator<String> change, Json at, List<Object> place) {
    EditableYaml edited = this;
    switch (at) {
      case Json.Str(String former) when !change.apply(former).equals(former) ->
          edited = edited.set(place, Json.of(change.apply(former)));
      case Json.Obj(Map<String, Json> fields) -> {
        for (Map.Entry<String, Json> field : fields.entrySet()) {
          edited = edited.texts(change, field.getValue(), with(place, field.getKey()));
        }
      }
      case Json.Arr(List<Json> items) -> {
        for (int i = 0; i < items.size(); i++) {
          edited = edited.texts(change, items.get(i), with(place, i));
        }
      }
      default -> {}
    }
    return edited;
  }

  private static List<Object> with(List<Object> place, Object step) {
    List<Object> longer = new ArrayList<>(place);
    longer.add(step);
    return longer;
  }

  private static void collect(YamlPart part, List<YamlPart> scalars) {
    if (part.kind() == Kind.SCALAR) {
      scalars.add(part);
    }
    part.fields().forEach(field -> collect(field.value(), scalars));
    part.items().forEach(item -> collect(item, scalars));
  }

  private record Place(List<Object> above, YamlPart parent) {}

  private Place place(List<Object> steps) {
    if (steps.isEmpty()) {
      throw refused(steps);
    }
    List<Object> above = steps.subList(0, steps.size() - 1);
    return new Place(above, part(above));
  }

  private YamlPart part(List<Object> steps) {
    YamlPart part = root;
    for (Object step : steps) {
      YamlPart inner = child(part, step);
      if (inner == null) {
        return YamlPart.leaf(Kind.SCALAR, part.start(), part.start());
      }
      part = inner;
    }
    return part;
  }

  private static @Nullable YamlPart child(YamlPart part, Object step) {
    if (step instanceof Integer index) {
      return index < part.items().size() ? part.items().get(index) : null;
    }
    int field = part.field((String) step);
    return field < 0 ? null : part.fields().get(field).value();
  }

  private static List<Object> steps(String path) {
    try {
      return JsonPath.steps(path);
    } catch (IllegalArgumentException e) {
      throw new UneditableYamlException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isInside(List<Object> place, List<Object> other) {
    return place.size() >= other.size() && place.subList(0, other.size()).equals(other);
  }

  private static UneditableYamlException refused(List<Object> steps) {
    return new UneditableYamlException(
        "there is nothing at '%s' that can be changed by itself: edit the text"
            .formatted(JsonPath.of(steps)));
  }

  private EditableYaml edited(String edited, Json wanted) {
    try {
      EditableYaml read = new EditableYaml(edited, maxCharacters);
      if (read.value.equals(wanted)) {
        return read;
      }
    } catch (MalformedYamlException e) {
      // Refused below, as what reads back as another value.
    }
    throw new UneditableYamlException(
        "this place cannot be changed by itself, as others repeat it or it is written in a way that"
            + " stands in the way: edit the text");
  }
}
