package io.auterity.connector.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of a page: an element, a text (without a name) or what is neither (named {@code !}). What
 * is wrong inside an element makes it odd, and its source alone counts.
 */
final class HtmlElement {

  static final String TEXT = "";
  static final String OTHER = "!";

  private static final Set<String> INLINE =
      Set.of(
          TEXT, "a", "b", "strong", "i", "em", "code", "br", "img", "span", "u", "s", "del", "sub",
          "sup", "small", "mark");

  private final String page;
  private final String name;
  private final Map<String, String> attributes;
  private final List<HtmlElement> children = new ArrayList<>();
  private final String text;
  private final int from;
  private int to;
  private boolean odd;

  HtmlElement(String page, String name, Map<String, String> attributes, int from, int to) {
    this(page, name, attributes, "", from, to);
  }

  private HtmlElement(
      String page, String name, Map<String, String> attributes, String text, int from, int to) {
    this.page = page;
    this.name = name;
    this.attributes = new LinkedHashMap<>(attributes);
    this.text = text;
    this.from = from;
    this.to = to;
  }

  static HtmlElement text(String page, String text, int from, int to) {
    return new HtmlElement(page, TEXT, Map.of(), text, from, to);
  }

  /** The whole of a page. */
  static HtmlElement page(String html) {
    return HtmlTags.page(html.replace("\r\n", "\n").replace('\r', '\n').replace('\0', '\ufffd'));
  }

  String name() {
    return name;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  List<HtmlElement> children() {
    return children;
  }

  /** What a text says. */
  String text() {
    return text;
  }

  boolean odd() {
    return odd;
  }

  void add(HtmlElement child) {
    children.add(child);
  }

  void end(int end) {
    to = end;
  }

  void spoil() {
    odd = true;
  }

  /** As it stands in the page. */
  String source() {
    return page.substring(from, to).strip();
  }

  /** All of the page as one that is kept. */
  HtmlElement whole() {
    return new HtmlElement(page, OTHER, Map.of(), 0, page.length());
  }

  boolean inline() {
    return INLINE.contains(name);
  }

  boolean blank() {
    return name.isEmpty() && text.chars().allMatch(Character::isWhitespace);
  }

  /** Its blocks, where what stands between blocks is a paragraph. */
  List<HtmlElement> blocks() {
    List<HtmlElement> blocks = new ArrayList<>();
    HtmlElement run = null;
    for (HtmlElement child : children) {
      if (!child.inline()) {
        blocks.add(child);
        run = null;
      } else if (run != null) {
        run.add(child);
        run.end(child.to);
      } else if (!child.blank()) {
        run = new HtmlElement(page, "p", Map.of(), child.from, child.to);
        run.add(child);
        blocks.add(run);
      }
    }
    return blocks;
  }
}
