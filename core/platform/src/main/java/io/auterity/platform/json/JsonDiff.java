package io.auterity.platform.json;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A diff of two JSON values, place by place. */
public final class JsonDiff {

  private final List<Change> changes = new ArrayList<>();

  private JsonDiff() {}

  /**
   * One place at which they differ.
   *
   * @param path e.g. {@code use[1]}; empty for the whole value
   * @param before absent when it was added
   * @param after absent when it was removed
   */
  public record Change(String path, @Nullable Json before, @Nullable Json after) {}

  /** All places, in the order of the first value and then of the second. */
  public static List<Change> of(Json before, Json after) {
    JsonDiff diff = new JsonDiff();
    diff.compare("", before, after);
    return List.copyOf(diff.changes);
  }

  private void compare(String path, @Nullable Json before, @Nullable Json after) {
    if (before instanceof Json.Obj left && after instanceof Json.Obj right) {
      Set<String> names = new LinkedHashSet<>(left.fields().keySet());
      names.addAll(right.fields().keySet());
      names.forEach(name -> compare(JsonPath.field(path, name), left.get(name), right.get(name)));
    } else if (before instanceof Json.Arr(List<Json> left)
        && after instanceof Json.Arr(List<Json> right)) {
      for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
        compare(
            JsonPath.item(path, i),
            i < left.size() ? left.get(i) : null,
            i < right.size() ? right.get(i) : null);
      }
    } else if (before == null || !before.equals(after)) {
      changes.add(new Change(path, before, after));
    }
  }
}
