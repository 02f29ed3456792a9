package io.auterity.platform.json;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Edits of a JSON value. A place is given by steps, each the name of a field or the {@link Integer}
 * of an item.
 */
public final class JsonEdit {

  /** The value at a place; null when there is none. */
  public static @Nullable Json at(@Nullable Json value, List<?> steps) {
    Json found = value;
    for (Object step : steps) {
      found =
          switch (found) {
            case Json.Obj object when step instanceof String name -> object.get(name);
            case Json.Arr(List<Json> items) when step instanceof Integer i && i < items.size() ->
                items.get(i);
            case null, default -> null;
          };
    }
    return found;
  }

  /** The value with another at a place, whose parent is there. */
  public static Json set(Json value, List<?> steps, Json to) {
    return steps.isEmpty()
        ? to
        : inside(
            value,
            steps,
            parent ->
                switch (parent) {
                  case Json.Obj object -> object.with((String) steps.getLast(), to);
                  case Json.Arr(List<Json> items) -> {
                    List<Json> more = new ArrayList<>(items);
                    more.set((Integer) steps.getLast(), to);
                    yield new Json.Arr(more);
                  }
                  default -> parent;
                });
  }

  /** The value with one more item in a list, before the one at an index. */
  public static Json insert(Json value, List<?> list, int index, Json item) {
    Json found = at(value, list);
    List<Json> more =
        found instanceof Json.Arr(List<Json> items) ? new ArrayList<>(items) : new ArrayList<>();
    more.add(index, item);
    return set(value, list, new Json.Arr(more));
  }

  /** The value without what is at a place. */
  public static Json remove(Json value, List<?> steps) {
    return inside(
        value,
        steps,
        parent ->
            switch (parent) {
              case Json.Obj(Map<String, Json> fields) -> {
                Map<String, Json> fewer = new LinkedHashMap<>(fields);
                fewer.remove(steps.getLast());
                yield new Json.Obj(fewer);
              }
              case Json.Arr(List<Json> items) -> {
                List<Json> fewer = new ArrayList<>(items);
                fewer.remove((int) (Integer) steps.getLast());
                yield new Json.Arr(fewer);
              }
              default -> parent;
            });
  }

  /** The value with each text in it changed; names of fields stay. */
  public static Json texts(Json value, UnaryOperator<String> change) {
    return switch (value) {
      case Json.Str(String text) -> Json.of(change.apply(text));
      case Json.Arr(List<Json> items) ->
          new Json.Arr(items.stream().map(item -> texts(item, change)).toList());
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> changed = new LinkedHashMap<>();
        fields.forEach((name, field) -> changed.put(name, texts(field, change)));
        yield new Json.Obj(changed);
      }
      default -> value;
    };
  }

  private static Json inside(Json value, List<?> steps, UnaryOperator<Json> change) {
    List<?> parent = steps.subList(0, steps.size() - 1);
    Json found = at(value, parent);
    if (found == null) {
      throw new IllegalArgumentException("there is nothing at '%s'".formatted(JsonPath.of(parent)));
    }
    Json changed = change.apply(found);
    return parent.isEmpty() ? changed : set(value, parent, changed);
  }

  private JsonEdit() {}
}
