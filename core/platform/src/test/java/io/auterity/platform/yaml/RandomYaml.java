package io.auterity.platform.yaml;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random values, and texts as people write them: brackets and lines, quotes, blocks, comments. */
final class RandomYaml {

  private static final List<String> TEXTS =
      List.of(
          "word",
          "${a.b}",
          "a: b",
          "#x",
          "true",
          "",
          "it's",
          "- x",
          "two\nlines\n",
          "ü🙂",
          "a, b",
          "{",
          "'",
          "x #y");

  private final Random random;

  RandomYaml(Random random) {
    this.random = random;
  }

  Json value() {
    return value(3);
  }

  private Json value(int depth) {
    int of = random.nextInt(depth == 0 ? 3 : 6);
    return switch (of) {
      case 0 -> Json.of(random.nextInt(100));
      case 1, 2 -> Json.of(TEXTS.get(random.nextInt(TEXTS.size())));
      case 3 -> Json.of(random.nextBoolean());
      case 4 -> {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(depth - 1));
        }
        yield new Json.Arr(items);
      }
      default -> object(depth, random.nextInt(4));
    };
  }

  private Json.Obj object(int depth, int size) {
    Map<String, Json> fields = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      fields.put("f" + i, value(depth - 1));
    }
    return new Json.Obj(fields);
  }

  /** A document that is a mapping. */
  String text() {
    StringBuilder written = new StringBuilder(comment(0));
    lines(object(4, 1 + random.nextInt(4)), 0, written);
    return written.toString();
  }

  private String comment(int indent) {
    return random.nextInt(3) == 0
        ? " ".repeat(indent) + "# keep " + random.nextInt(1000) + "\n"
        : "";
  }

  private String end() {
    return random.nextInt(4) == 0 ? " # keep " + random.nextInt(1000) + "\n" : "\n";
  }

  private void lines(Json value, int indent, StringBuilder written) {
    String blank = " ".repeat(indent);
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach(
          (name, field) -> {
            written.append(comment(indent)).append(blank).append(name).append(":");
            behind(
                field, indent, field instanceof Json.Arr && random.nextBoolean() ? 0 : 2, written);
          });
    } else if (value instanceof Json.Arr(List<Json> items)) {
      for (Json item : items) {
        written.append(comment(indent)).append(blank).append("-");
        behind(item, indent, 2, written);
      }
    }
  }

  private void behind(Json value, int indent, int more, StringBuilder written) {
    boolean lines =
        (value instanceof Json.Obj(var fields) && !fields.isEmpty())
            || (value instanceof Json.Arr(var items) && !items.isEmpty());
    if (lines && random.nextInt(3) > 0) {
      written.append(end());
      lines(value, indent + more, written);
    } else if (value instanceof Json.Str(String text) && text.endsWith("\n")) {
      written.append(" |\n").append(text.indent(indent + 2));
    } else {
      written.append(" ").append(YamlLayout.flow(value)).append(end());
    }
  }

  /** How many lines a value may take at most, with a comment for each. */
  static int lines(Json value) {
    return switch (value) {
      case Json.Obj(var fields) ->
          2 + fields.values().stream().mapToInt(field -> 2 + lines(field)).sum();
      case Json.Arr(var items) -> 2 + items.stream().mapToInt(item -> 2 + lines(item)).sum();
      default -> 0;
    };
  }
}
