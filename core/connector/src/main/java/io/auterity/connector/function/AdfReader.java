package io.auterity.connector.function;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;

/** A document of Atlassian (ADF) as markdown; of what markdown has no form for, its text stays. */
final class AdfReader {

  private static final int DEPTH = 100;
  private static final int LONGEST = 10_000_000;
  private static final int MOST_MARKS = 20;

  /** Of the whole document; a text, as older versions send it, stays what it is. */
  static Json read(Json document) {
    return switch (document) {
      case Json.Null n -> n;
      case Json.Str text -> text;
      case Json.Obj node -> Json.of(joined(node, "\n\n", 0));
      default -> throw new IllegalArgumentException("takes a document of Atlassian");
    };
  }

  private static String joined(Json.Obj parent, String between, int depth) {
    if (depth > DEPTH) {
      throw new IllegalArgumentException("nested deeper than %d levels".formatted(DEPTH));
    }
    return String.join(
        between, content(parent).stream().map(node -> node(node, depth + 1)).toList());
  }

  private static List<Json.Obj> content(Json.Obj node) {
    List<Json.Obj> nodes = new ArrayList<>();
    if (node.get("content") instanceof Json.Arr(List<Json> items)) {
      for (Json item : items) {
        if (item instanceof Json.Obj object) {
          nodes.add(object);
        }
      }
    }
    return nodes;
  }

  private static String node(Json.Obj node, int depth) {
    String type = node.text("type");
    return switch (type == null ? "" : type) {
      case "text" -> marked(node);
      case "paragraph" -> joined(node, "", depth);
      case "hardBreak" -> "\\\n";
      case "rule" -> "---";
      case "heading" -> "#".repeat(number(node, "level", 1, 6)) + " " + joined(node, "", depth);
      case "bulletList" -> list(node, 0, depth);
      case "orderedList" -> list(node, number(node, "order", 1, Integer.MAX_VALUE), depth);
      case "blockquote", "panel" -> indented("> ", "> ", joined(node, "\n\n", depth));
      case "codeBlock" ->
          "```%s\n%s\n```".formatted(attribute(node, "language"), joined(node, "", depth));
      case "mention", "emoji", "status" -> attribute(node, "text");
      case "inlineCard", "blockCard", "embedCard" -> "<%s>".formatted(attribute(node, "url"));
      case "tableRow" -> "| " + joined(node, " | ", depth) + " |";
      case "table" -> joined(node, "\n", depth);
      case "tableCell", "tableHeader" -> joined(node, " ", depth);
      default -> joined(node, "\n\n", depth);
    };
  }

  private static String list(Json.Obj list, int first, int depth) {
    List<String> items = new ArrayList<>();
    for (Json.Obj item : content(list)) {
      String mark = first == 0 ? "- " : (first + items.size()) + ". ";
      items.add(indented(mark, " ".repeat(mark.length()), joined(item, "\n", depth + 1)));
    }
    return String.join("\n", items);
  }

  private static String indented(String first, String rest, String text) {
    long lines = text.chars().filter(sign -> sign == '\n').count();
    if (text.length() + lines * rest.length() > LONGEST) {
      throw new IllegalArgumentException("makes more than %d characters".formatted(LONGEST));
    }
    return first + text.replace("\n", "\n" + rest);
  }

  private static String marked(Json.Obj node) {
    String text = node.text("text");
    String marked = text == null ? "" : text;
    if (node.get("marks") instanceof Json.Arr(List<Json> marks)) {
      for (Json mark : marks.subList(0, Math.min(MOST_MARKS, marks.size()))) {
        marked = mark instanceof Json.Obj object ? marked(marked, object) : marked;
      }
    }
    return marked;
  }

  private static String marked(String text, Json.Obj mark) {
    String type = mark.text("type");
    return switch (type == null ? "" : type) {
      case "strong" -> "**" + text + "**";
      case "em" -> "*" + text + "*";
      case "code" -> "`" + text + "`";
      case "strike" -> "~~" + text + "~~";
      case "link" -> "[%s](%s)".formatted(text, attribute(mark, "href"));
      default -> text;
    };
  }

  private static String attribute(Json.Obj node, String name) {
    String value = node.get("attrs") instanceof Json.Obj attrs ? attrs.text(name) : null;
    return value == null ? "" : value;
  }

  private static int number(Json.Obj node, String name, int least, int most) {
    return node.get("attrs") instanceof Json.Obj attrs
            && attrs.get(name) instanceof Json.Int(long value)
        ? Math.clamp(value, least, most)
        : least;
  }
}
