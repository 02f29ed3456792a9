package io.auterity.connector.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.CDataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;
import org.jsoup.parser.Tag;

/**
 * A node of a page: an element, a text (without a name) or what is neither (named {@code !}), as an
 * end tag alone.
 *
 * @param plain whether it has its end, and no attribute says what markdown has no form for
 */
record HtmlElement(
    Page page,
    String name,
    Map<String, String> attributes,
    String text,
    List<HtmlElement> children,
    boolean plain,
    int from,
    int to) {

  static final String TEXT = "";

  private static final String OTHER = "!";
  private static final int DEEPEST = 100;

  // An element takes a kilobyte, and the namespaces of all that are open are copied into each.
  private static final int MOST_TAGS = 200_000;
  private static final int MOST_NAMESPACES = 10;

  /** Element, name and value of the attributes that do not matter, or that markdown has as well. */
  private static final Pattern MEANT =
      Pattern.compile(
          "(?s)\\S+ (ac:)?local-id .*|\\S+ id bkmrk-.*|a (href|class|rel|target|data-\\S*) .*"
              + "|img (src|alt) .*|ol start \\d{1,9}|code class language-\\S+");

  private static final Set<String> CODE = Set.of("script", "style");
  private static final Set<String> EMPTY = Set.of("br", "hr", "img", "wbr", "col", "input");
  private static final Set<String> INLINE =
      Set.of(
          TEXT, "a", "b", "strong", "i", "em", "code", "br", "img", "span", "u", "s", "del", "sub",
          "sup", "small", "mark");

  /** The whole of a page; one of too many tags is a single node that is neither. */
  static HtmlElement page(String html) {
    Page page = new Page(html.replace("\r\n", "\n").replace('\r', '\n').replace('\0', '\ufffd'));
    int end = page.html.length();
    return page.isTooLarge()
        ? page.node(OTHER, "", List.of(page.other(0, end)), 0, end)
        : page.element(page.parsed(), 0);
  }

  /** As it stands in the page. */
  String source() {
    return page.html.substring(from, to).strip();
  }

  boolean inline() {
    return INLINE.contains(name);
  }

  boolean hasTextOnly() {
    return children.stream().allMatch(child -> child.name.equals(TEXT));
  }

  /** The text of its children. */
  String innerText() {
    return children.stream().map(HtmlElement::text).collect(Collectors.joining());
  }

  boolean blank() {
    return name.equals(TEXT) && text.isBlank();
  }

  /** Its child blocks; inline content between two blocks is a paragraph. */
  List<HtmlElement> blocks() {
    List<HtmlElement> blocks = new ArrayList<>();
    List<HtmlElement> run = new ArrayList<>();
    for (HtmlElement child : children) {
      if (!child.inline()) {
        paragraph(run, blocks);
        blocks.add(child);
      } else if (!run.isEmpty() || !child.blank()) {
        run.add(child);
      }
    }
    paragraph(run, blocks);
    return blocks;
  }

  private void paragraph(List<HtmlElement> run, List<HtmlElement> blocks) {
    if (!run.isEmpty()) {
      blocks.add(page.node("p", "", List.copyOf(run), run.getFirst().from, run.getLast().to));
      run.clear();
    }
  }

  /** Makes the nodes of a page from what the parser finds, and from what it leaves out. */
  private record Page(String html) {

    boolean isTooLarge() {
      return html.chars().filter(sign -> sign == '<').count() > MOST_TAGS
          || html.split("(?i)xmlns", MOST_NAMESPACES + 2).length > MOST_NAMESPACES + 1;
    }

    Element parsed() {
      Parser parser = Parser.xmlParser().settings(ParseSettings.htmlDefault).setTrackPosition(true);
      parser.tagSet().onNewTag(Page::describe);
      return parser.parseInput(html, "");
    }

    private static void describe(Tag tag) {
      if (EMPTY.contains(tag.normalName())) {
        tag.set(Tag.Void);
      } else if (CODE.contains(tag.normalName())) {
        tag.set(Tag.Data);
      }
    }

    HtmlElement node(String name, String text, List<HtmlElement> children, int from, int to) {
      return new HtmlElement(this, name, Map.of(), text, children, true, from, to);
    }

    HtmlElement other(int from, int to) {
      return node(OTHER, "", List.of(), from, to);
    }

    private HtmlElement text(int from, int to) {
      String text = Parser.unescapeEntities(html.substring(from, to), false);
      return node(TEXT, text, List.of(), from, to);
    }

    HtmlElement element(Element element, int depth) {
      int from = place(element.sourceRange().startPos());
      int begun = place(element.sourceRange().endPos());
      int ending = place(element.endSourceRange().startPos());
      int ended = place(element.endSourceRange().endPos());
      List<HtmlElement> children = new ArrayList<>();
      int at = begun;
      for (Node child : depth < DEEPEST ? element.childNodes() : List.<Node>of()) {
        skipped(at, child.sourceRange().startPos(), children);
        at = add(child, depth, children);
      }
      skipped(at, ending, children);
      Map<String, String> attributes = new LinkedHashMap<>();
      element.attributes().forEach(each -> attributes.put(each.getKey(), each.getValue()));
      String name = element.normalName();
      boolean plain =
          (ending < ended || ending < begun)
              && attributes.entrySet().stream()
                  .map(each -> "%s %s %s".formatted(name, each.getKey(), each.getValue()))
                  .allMatch(MEANT.asMatchPredicate());
      return new HtmlElement(
          this, name, attributes, "", children, plain, from, Math.max(begun, ended));
    }

    // At the end the parser may be a place too far.
    private int place(int place) {
      return Math.min(place, html.length());
    }

    // A comment says nothing; what begins as one or as a declaration and does not end is text.
    private int add(Node node, int depth, List<HtmlElement> nodes) {
      if (node instanceof Element element) {
        nodes.add(element(element, depth + 1));
        return nodes.getLast().to;
      }
      int from = place(node.sourceRange().startPos());
      int to = place(node.sourceRange().endPos());
      String source = html.substring(from, to);
      if (node instanceof CDataNode && source.endsWith("]]>")) {
        nodes.add(other(from, to));
      } else if (node instanceof TextNode text && !(node instanceof CDataNode)) {
        nodes.add(node(TEXT, text.getWholeText(), List.of(), from, to));
      } else if (!source.startsWith("<!--") || !source.endsWith("-->")) {
        nodes.add(text(from, to));
      }
      return to;
    }

    // The parser leaves out end tags without a begin, and a tag that is cut off, which is text.
    private void skipped(int from, int to, List<HtmlElement> nodes) {
      for (int at = from; at < to; at = nodes.getLast().to) {
        int end = Math.min(html.indexOf('>', at) + 1, to);
        nodes.add(end > 0 ? other(at, end) : text(at, to));
      }
    }
  }
}
