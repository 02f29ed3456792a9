package io.auterity.platform.json;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Writes places in JSON values as people write them: {@code spec.steps[2].call}. */
public final class JsonPath {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$-]*");

  /** The field of that name in the value at {@code parent}; the whole value is the empty path. */
  public static String field(String parent, String name) {
    if (!PLAIN.matcher(name).matches()) {
      return "%s['%s']".formatted(parent, name);
    }
    return parent.isEmpty() ? name : parent + "." + name;
  }

  /**
   * What follows in {@code path} after the field of that name with which it begins; null when it
   * begins with another.
   */
  public static @Nullable String after(String path, String name) {
    boolean quoted = path.startsWith("['");
    int from = quoted ? 2 : path.startsWith(".") ? 1 : 0;
    if (!path.startsWith(name, from) || quoted == PLAIN.matcher(name).matches()) {
      return null;
    }
    String rest = path.substring(from + name.length());
    if (quoted) {
      return rest.startsWith("']") ? rest.substring(2) : null;
    }
    return rest.isEmpty() || rest.startsWith(".") || rest.startsWith("[") ? rest : null;
  }

  public static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }

  /** The place at the end of steps, each the name of a field or the {@link Integer} of an item. */
  public static String of(Iterable<?> steps) {
    String path = "";
    for (Object step : steps) {
      path = step instanceof Integer index ? item(path, index) : field(path, step.toString());
    }
    return path;
  }

  /** Where a value stands that could not be read; the whole value is the empty path. */
  public static String of(JacksonException e) {
    String path = "";
    for (JacksonException.Reference step : e.getPath()) {
      path =
          step.getPropertyName() == null
              ? item(path, step.getIndex())
              : field(path, step.getPropertyName());
    }
    return path;
  }
}
