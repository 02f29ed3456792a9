package io.auterity.connector.function;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the elements of a page together from its tags, in one pass over whatever it holds. */
final class HtmlTags {

  private static final int DEEPEST = 100;

  // Nothing is given back: what does not end with > is looked at once.
  private static final Pattern TAG =
      Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9:_.-]*+)([^<>]*+)>", Pattern.DOTALL);
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "\\s*+([^\\s=/\"']++)(?:\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\\s\"']++)))?");

  /** What is not shown or is no text, from its beginning to its end. */
  private static final Map<String, String> HIDDEN = Map.of("<!--", "-->", "<![CDATA[", "]]>");

  private static final Set<String> CODE = Set.of("script", "style");
  private static final Set<String> EMPTY = Set.of("br", "hr", "img", "wbr", "col", "input");

  private final String html;
  private final HtmlElement root;
  private final Deque<HtmlElement> open = new ArrayDeque<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final Set<String> endless = new HashSet<>();
  private final HtmlEntities entities = new HtmlEntities();
  private final Matcher tag;

  private HtmlTags(String html) {
    this.html = html;
    this.tag = TAG.matcher(html);
    this.root = new HtmlElement(html, HtmlElement.OTHER, Map.of(), 0, html.length());
    open.push(root);
  }

  static HtmlElement page(String html) {
    return new HtmlTags(html).read();
  }

  private HtmlElement read() {
    int text = 0;
    int at = html.indexOf('<');
    while (at >= 0) {
      int end = part(text, at);
      text = Math.max(text, end);
      at = html.indexOf('<', Math.max(at + 1, end));
    }
    text(text, html.length());
    while (open.size() > 1) {
      open.peek().end(html.length());
      open.pop().spoil();
    }
    return root;
  }

  /** Takes what begins there, after the text before it; where it ends, or 0 when it is text. */
  private int part(int text, int at) {
    for (Map.Entry<String, String> hidden : HIDDEN.entrySet()) {
      if (html.startsWith(hidden.getKey(), at)) {
        int end = end(hidden.getValue(), at);
        if (end > 0) {
          text(text, at);
          other(hidden.getKey(), at, end);
        }
        return end;
      }
    }
    if (!tag.region(at, html.length()).lookingAt()) {
      return 0;
    }
    int end = tag.end();
    String name = tag.group(2).toLowerCase(Locale.ROOT);
    text(text, at);
    if (!tag.group(1).isEmpty()) {
      ends(name, at, end);
    } else if (CODE.contains(name) && end("</" + name, at) > 0) {
      int after = html.indexOf('>', end("</" + name, at));
      end = after < 0 ? html.length() : after + 1;
      other("", at, end);
    } else {
      begins(name, tag.group(3), at, end);
    }
    return end;
  }

  // That there is no end is found once for each form.
  private int end(String mark, int at) {
    if (endless.contains(mark)) {
      return 0;
    }
    int end = html.indexOf(mark, at);
    if (end < 0) {
      endless.add(mark);
      return 0;
    }
    return end + mark.length();
  }

  private void text(int from, int to) {
    if (from < to) {
      parent().add(HtmlElement.text(html, entities.decoded(html.substring(from, to)), from, to));
    }
  }

  // A comment says nothing.
  private void other(String begin, int from, int to) {
    if (!begin.equals("<!--")) {
      parent().add(new HtmlElement(html, HtmlElement.OTHER, Map.of(), from, to));
    }
  }

  private HtmlElement parent() {
    return Objects.requireNonNull(open.peek());
  }

  private void begins(String name, String said, int from, int to) {
    Map<String, String> attributes = new LinkedHashMap<>();
    boolean closed = said.endsWith("/");
    boolean odd = !attributes(closed ? said.substring(0, said.length() - 1) : said, attributes);
    HtmlElement element = new HtmlElement(html, name, attributes, from, to);
    parent().add(element);
    if (odd) {
      element.spoil();
    }
    if (!closed && !EMPTY.contains(name)) {
      open.push(element);
      names.merge(name, 1, Integer::sum);
      if (open.size() > DEEPEST) {
        root.children().getLast().spoil();
      }
    }
  }

  private boolean attributes(String said, Map<String, String> attributes) {
    Matcher found = ATTRIBUTE.matcher(said);
    int at = 0;
    while (found.region(at, said.length()).lookingAt()) {
      String value = "";
      for (int group : List.of(2, 3, 4)) {
        value = found.group(group) == null ? value : found.group(group);
      }
      attributes.put(found.group(1).toLowerCase(Locale.ROOT), entities.decoded(value));
      at = found.end();
    }
    return said.substring(at).isBlank();
  }

  private void ends(String name, int from, int to) {
    if (names.getOrDefault(name, 0) == 0) {
      if (open.size() > 1) {
        parent().spoil();
      } else {
        root.add(new HtmlElement(html, HtmlElement.OTHER, Map.of(), from, to));
      }
      return;
    }
    boolean found = false;
    boolean crossed = false;
    while (!found) {
      HtmlElement element = open.pop();
      names.merge(element.name(), -1, Integer::sum);
      found = element.name().equals(name);
      element.end(to);
      if (crossed || !found) {
        element.spoil();
      }
      crossed = true;
    }
  }
}
