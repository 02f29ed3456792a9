package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Values of a JSON tree by their path, such as {@code choices[0].calls[*].id}. */
public final class Places {

  private static final Pattern STEP = Pattern.compile("\\[(-?\\d+|\\*)]|[^.\\[\\]]+");

  private Places() {}

  /**
   * The values there; none where the path leads nowhere.
   *
   * @param path names, and in brackets an index, one from the end ({@code -1}), or {@code *}
   */
  public static List<Json> at(Json root, String path) {
    List<Json> found = List.of(root);
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      String index = step.group(1);
      String name = step.group();
      found =
          found.stream()
              .flatMap(one -> index == null ? named(one, name) : numbered(one, index))
              .toList();
    }
    return found;
  }

  /** The texts there. */
  public static List<String> texts(Json root, String path) {
    List<String> texts = new ArrayList<>();
    for (Json one : at(root, path)) {
      if (one instanceof Json.Str(String text)) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** The objects there. */
  public static List<Json.Obj> objects(Json root, String path) {
    return at(root, path).stream()
        .filter(Json.Obj.class::isInstance)
        .map(Json.Obj.class::cast)
        .toList();
  }

  /** A value and all that it holds, by path. */
  public static Stream<Map.Entry<String, Json>> all(String path, Json value) {
    Stream<Map.Entry<String, Json>> inside =
        switch (value) {
          case Json.Obj(Map<String, Json> fields) ->
              fields.entrySet().stream()
                  .flatMap(one -> all(path + "." + one.getKey(), one.getValue()));
          case Json.Arr(List<Json> items) -> items.stream().flatMap(one -> all(path + "[]", one));
          default -> Stream.empty();
        };
    return Stream.concat(Stream.of(Map.entry(path, value)), inside);
  }

  private static Stream<Json> named(Json from, String name) {
    return from instanceof Json.Obj object ? Stream.ofNullable(object.get(name)) : Stream.empty();
  }

  private static Stream<Json> numbered(Json from, String index) {
    if (!(from instanceof Json.Arr(List<Json> items))) {
      return Stream.empty();
    }
    if (index.equals("*")) {
      return items.stream();
    }
    int at = Integer.parseInt(index);
    int real = at < 0 ? items.size() + at : at;
    return real >= 0 && real < items.size() ? Stream.of(items.get(real)) : Stream.empty();
  }
}
