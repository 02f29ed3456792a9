package io.auterity.connector.function;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/** Markdown as a document of Atlassian (ADF, version 1). HTML in it stays text. */
final class AdfWriter {

  static Json write(String markdown) {
    return Json.EMPTY
        .with("type", Json.of("doc"))
        .with("version", Json.of(1))
        .with("content", blocks(MarkdownText.parsed(markdown)));
  }

  private static Json.Arr blocks(Node parent) {
    List<Json> blocks = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      Json block = block(node);
      if (!(block instanceof Json.Null)) {
        blocks.add(block);
      }
    }
    return new Json.Arr(blocks);
  }

  /** At least one block, of which the first is no list. */
  private static Json.Arr ofItem(ListItem item) {
    Json.Arr blocks = plain(item);
    boolean list =
        blocks.items().getFirst() instanceof Json.Obj first
            && first.get("type") instanceof Json.Str(String type)
            && type.endsWith("List");
    return list ? new Json.Arr(preceded(blocks.items())) : blocks;
  }

  /** At least one block, and none of those that ADF has in a document alone. */
  private static Json.Arr plain(Node parent) {
    List<Json> blocks = new ArrayList<>();
    plain(parent, blocks);
    return new Json.Arr(blocks.isEmpty() ? preceded(blocks) : blocks);
  }

  private static void plain(Node parent, List<Json> blocks) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      switch (node) {
        case BlockQuote q -> plain(q, blocks);
        case Heading h -> blocks.add(node("paragraph", inline(h, List.of(mark("strong")))));
        case ThematicBreak r -> {}
        default -> {
          if (block(node) instanceof Json.Obj block) {
            blocks.add(block);
          }
        }
      }
    }
  }

  private static List<Json> preceded(List<Json> blocks) {
    List<Json> all = new ArrayList<>(blocks);
    all.addFirst(node("paragraph", new Json.Arr(List.of())));
    return all;
  }

  private static Json block(Node node) {
    return switch (node) {
      case Paragraph p -> node("paragraph", inline(p, List.of()));
      case Heading h ->
          node("heading", inline(h, List.of())).with("attrs", attribute("level", h.getLevel()));
      case BulletList l -> node("bulletList", blocks(l));
      case OrderedList l -> ordered(l);
      case ListItem i -> node("listItem", ofItem(i));
      case BlockQuote q -> node("blockquote", plain(q));
      case FencedCodeBlock c -> code(c.getLiteral(), c.getInfo());
      case IndentedCodeBlock c -> code(c.getLiteral(), "");
      case ThematicBreak r -> Json.EMPTY.with("type", Json.of("rule"));
      case HtmlBlock h -> node("paragraph", new Json.Arr(List.of(text(h.getLiteral(), List.of()))));
      default -> Json.NULL;
    };
  }

  private static Json ordered(OrderedList list) {
    Integer start = list.getMarkerStartNumber();
    Json.Obj node = node("orderedList", blocks(list));
    return start == null || start == 1 ? node : node.with("attrs", attribute("order", start));
  }

  private static Json code(String literal, String info) {
    String body = literal.endsWith("\n") ? literal.substring(0, literal.length() - 1) : literal;
    List<Json> content = body.isEmpty() ? List.of() : List.of(text(body, List.of()));
    Json.Obj node = node("codeBlock", new Json.Arr(content));
    return info.isBlank()
        ? node
        : node.with("attrs", Json.EMPTY.with("language", Json.of(info.strip())));
  }

  private static Json.Arr inline(Node parent, List<Json> marks) {
    List<Json> content = new ArrayList<>();
    inline(parent, marks, content);
    return new Json.Arr(content);
  }

  private static void inline(Node parent, List<Json> marks, List<Json> content) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      switch (node) {
        case Text t -> add(t.getLiteral(), marks, content);
        case HtmlInline h -> add(h.getLiteral(), marks, content);
        // In ADF code stands with a link at most.
        case Code c -> add(c.getLiteral(), and(linkOf(marks), mark("code")), content);
        case SoftLineBreak b -> add(" ", marks, content);
        case HardLineBreak b -> content.add(Json.EMPTY.with("type", Json.of("hardBreak")));
        case Emphasis e -> inline(e, and(marks, mark("em")), content);
        case StrongEmphasis s -> inline(s, and(marks, mark("strong")), content);
        case Link l -> inline(l, and(marks, link(l.getDestination())), content);
        case Image i -> inline(i, and(marks, link(i.getDestination())), content);
        default -> inline(node, marks, content);
      }
    }
  }

  private static void add(String literal, List<Json> marks, List<Json> content) {
    if (!literal.isEmpty()) {
      content.add(text(literal, marks));
    }
  }

  private static Json text(String literal, List<Json> marks) {
    Json.Obj text = Json.EMPTY.with("type", Json.of("text")).with("text", Json.of(literal));
    return marks.isEmpty() ? text : text.with("marks", new Json.Arr(marks));
  }

  private static List<Json> linkOf(List<Json> marks) {
    return marks.stream()
        .filter(mark -> mark instanceof Json.Obj object && "link".equals(object.text("type")))
        .toList();
  }

  private static List<Json> and(List<Json> marks, Json mark) {
    if (marks.contains(mark)) {
      return marks;
    }
    List<Json> all = new ArrayList<>(marks);
    all.add(mark);
    return all;
  }

  private static Json mark(String type) {
    return Json.EMPTY.with("type", Json.of(type));
  }

  private static Json link(String address) {
    return Json.EMPTY
        .with("type", Json.of("link"))
        .with("attrs", Json.EMPTY.with("href", Json.of(address)));
  }

  private static Json.Obj attribute(String name, long value) {
    return Json.EMPTY.with(name, Json.of(value));
  }

  private static Json.Obj node(String type, Json.Arr content) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("type", Json.of(type));
    fields.put("content", content);
    return new Json.Obj(fields);
  }
}
