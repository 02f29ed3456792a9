package io.auterity.platform.json;

import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bound on names and paths of a document that is checked value by value: a check tells of each
 * value where it stands, and writes that as text. Without it, twenty thousand values under one name
 * of half a megabyte are ten gigabytes of paths.
 */
public final class PathBound {

  /** Characters of one name; as many as YAML 1.2 (7.4) allows a key without a question mark. */
  public static final int NAME = 1_024;

  /** Characters of the paths of all values of a document together. */
  public static final long PATHS = 32_000_000;

  private long characters;

  private PathBound() {}

  /** What is too long in a value, in words that say what to do; empty when nothing is. */
  public static Optional<String> problem(Json value) {
    return new PathBound().problem(value, 0);
  }

  private Optional<String> problem(Json value, long path) {
    characters += path;
    if (characters > PATHS) {
      return Optional.of(
          "the paths of all values have more than %,d characters together: nest less deeply, or shorten names"
              .formatted(PATHS));
    }
    return switch (value) {
      case Json.Obj(Map<String, Json> fields) -> fields(fields, path);
      case Json.Arr(List<Json> items) -> items(items, path);
      default -> Optional.empty();
    };
  }

  private Optional<String> fields(Map<String, Json> fields, long path) {
    for (Map.Entry<String, Json> field : fields.entrySet()) {
      Optional<String> found =
          name(field.getKey()).or(() -> problem(field.getValue(), path + field.getKey().length()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> items(List<Json> items, long path) {
    for (int i = 0; i < items.size(); i++) {
      Optional<String> found = problem(items.get(i), path + JsonPath.item("", i).length());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What is wrong with the length of one name; empty when nothing is. */
  public static Optional<String> name(String name) {
    return name.length() <= NAME
        ? Optional.empty()
        : Optional.of(
            "the name '%s' has %,d characters, at most %,d: shorten it"
                .formatted(Excerpt.of(name, 40), name.length(), NAME));
  }
}
