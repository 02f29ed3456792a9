package io.auterity.platform.yaml;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lays out values as lines of YAML, or in brackets on one line. */
final class YamlLayout {

  private static final int LONGEST_SAMPLE = 20_000;
  private static final YamlReader READER = new YamlReader(LONGEST_SAMPLE + 100);

  /** A value on one line. */
  static String flow(Json value) {
    return switch (value) {
      case Json.Obj(Map<String, Json> fields) ->
          fields.entrySet().stream()
              .map(field -> flow(Json.of(field.getKey())) + ": " + flow(field.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Json.Arr(List<Json> items) ->
          items.stream().map(YamlLayout::flow).collect(Collectors.joining(", ", "[", "]"));
      case Json.Str(String text) -> isPlain(text, "[%s]") ? text : quoted(text);
      default -> value.toString();
    };
  }

  /** A field as lines, the first of which begins with its name. */
  static List<String> field(String name, Json value) {
    String key = isPlain(name, "{%s: 1}") ? name : quoted(name);
    return behind(key + ":", value, 2);
  }

  /** An item of a list as lines, the first of which begins with its dash. */
  static List<String> item(Json value) {
    if (isInline(value)) {
      return behind("-", value, 2);
    }
    List<String> lines = indented(lines(value), 2);
    lines.set(0, "-" + lines.getFirst().substring(1));
    return lines;
  }

  /**
   * A value behind the name or dash to which it belongs.
   *
   * @param indent of further lines
   */
  static List<String> behind(String head, Json value, int indent) {
    List<String> lines = new ArrayList<>();
    if (value instanceof Json.Str(String text) && isBlock(text)) {
      lines.add(head + (text.endsWith("\n") ? " |" : " |-"));
      lines.addAll(indented(text.lines().toList(), indent));
    } else if (isInline(value)) {
      lines.add(head + " " + inline(value));
    } else {
      lines.add(head);
      lines.addAll(indented(lines(value), indent));
    }
    return lines;
  }

  /** A collection that is not empty. */
  static List<String> lines(Json value) {
    List<String> lines = new ArrayList<>();
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach((name, field) -> lines.addAll(field(name, field)));
    } else if (value instanceof Json.Arr(List<Json> items)) {
      items.forEach(item -> lines.addAll(item(item)));
    }
    return lines;
  }

  static List<String> indented(List<String> lines, int by) {
    return lines.stream()
        .map(line -> line.isEmpty() ? line : " ".repeat(by) + line)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static boolean isInline(Json value) {
    return switch (value) {
      case Json.Obj(Map<String, Json> fields) -> fields.isEmpty();
      case Json.Arr(List<Json> items) -> items.isEmpty();
      default -> true;
    };
  }

  private static String inline(Json value) {
    return value instanceof Json.Str(String text) && isPlain(text, "k: %s") ? text : flow(value);
  }

  /** Whether it is a text of several lines that reads back from a block. */
  private static boolean isBlock(String text) {
    return text.strip().contains("\n")
        && !text.endsWith("\n\n")
        && !Character.isWhitespace(text.charAt(0))
        && text.chars().noneMatch(YamlLayout::isEscaped)
        && text.lines().noneMatch(line -> !line.isEmpty() && line.isBlank());
  }

  /** Whether a character stands as an escape only, or would end a line. */
  private static boolean isEscaped(int c) {
    return (c < ' ' && c != '\n' && c != '\t')
        || (c >= 0x7f && c < 0xa0)
        || c == 0x2028
        || c == 0x2029
        || c == 0xfeff;
  }

  /** Whether the text means itself without quotes where it stands so. */
  private static boolean isPlain(String text, String place) {
    if (text.isBlank() || text.length() > LONGEST_SAMPLE || text.indexOf('\n') >= 0) {
      return false;
    }
    try {
      List<YamlDocument> read = READER.read(place.formatted(text));
      return read.size() == 1 && read.getFirst().value().equals(sample(text, place));
    } catch (MalformedYamlException e) {
      return false;
    }
  }

  private static Json sample(String text, String place) {
    return switch (place.charAt(0)) {
      case '[' -> Json.array(List.of(Json.of(text)));
      case '{' -> Json.EMPTY.with(text, Json.of(1));
      default -> Json.EMPTY.with("k", Json.of(text));
    };
  }

  private static String quoted(String text) {
    StringBuilder written = new StringBuilder();
    Json.of(text)
        .toString()
        .chars()
        .forEach(
            c -> {
              if (isEscaped(c)) {
                written.append("\\u%04x".formatted(c));
              } else {
                written.append((char) c);
              }
            });
    return written.toString();
  }

  private YamlLayout() {}
}
