package io.auterity.platform.json;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Writes places in JSON values as people write them: {@code spec.steps[2].call}. */
public final class JsonPath {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$-]*");
  private static final Pattern STEP =
      Pattern.compile("\\.?(" + PLAIN + ")|\\[([0-9]{1,9})]|\\['(.*?)'](?=[.\\[]|$)");

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

  /**
   * The steps of a path, each the name of a field or the {@link Integer} of an item.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static List<Object> steps(String path) {
    List<Object> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    int at = 0;
    for (; at < path.length(); at = matcher.end()) {
      if (!matcher.region(at, path.length()).lookingAt()) {
        throw new IllegalArgumentException(
            "'%s' is no path: write e.g. spec.steps[0]".formatted(path));
      }
      String index = matcher.group(2);
      String plain = matcher.group(1);
      steps.add(index != null ? Integer.parseInt(index) : plain != null ? plain : matcher.group(3));
    }
    return steps;
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
