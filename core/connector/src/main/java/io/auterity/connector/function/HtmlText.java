package io.auterity.connector.function;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown to HTML, where HTML in it stays text, and back as far as markdown has forms. */
final class HtmlText {

  private static final Parser PARSER = Parser.builder().maxOpenBlockParsers(50).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

  /** Where something begins that is not seen, with the end of its name. */
  private static final Pattern UNSEEN = Pattern.compile("(?i)<!--|<(script|style)\\b[^<>]*+>");

  private static final Map<String, Pattern> ENDS =
      Map.of(
          "", Pattern.compile("-->"),
          "script", Pattern.compile("(?i)</script\\s*+>"),
          "style", Pattern.compile("(?i)</style\\s*+>"));
  // Nothing is given back: what does not end with > is looked at once.
  private static final Pattern TAG =
      Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9]*+)([^<>]*+)>", Pattern.DOTALL);
  private static final Pattern ENTITY = Pattern.compile("&(#x?[0-9A-Fa-f]{1,6}|[a-z]{2,6});");
  private static final Pattern HREF = Pattern.compile("(?i)\\bhref\\s*=\\s*[\"']([^\"'<>]*)");

  private static final Map<String, String> ENTITIES =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

  /** What stands for the beginning and the end of an element. */
  private static final Map<String, String> MARKS =
      Map.ofEntries(
          Map.entry("p", "\n\n|\n\n"),
          Map.entry("div", "\n\n|\n\n"),
          Map.entry("ul", "\n\n|\n\n"),
          Map.entry("ol", "\n\n|\n\n"),
          Map.entry("li", "\n- |"),
          Map.entry("br", "\\\n|"),
          Map.entry("hr", "\n\n---\n\n|"),
          Map.entry("strong", "**|**"),
          Map.entry("b", "**|**"),
          Map.entry("em", "*|*"),
          Map.entry("i", "*|*"),
          Map.entry("code", "`|`"),
          Map.entry("pre", "\n\n|\n\n"),
          Map.entry("h1", "\n\n# |\n\n"),
          Map.entry("h2", "\n\n## |\n\n"),
          Map.entry("h3", "\n\n### |\n\n"),
          Map.entry("h4", "\n\n#### |\n\n"),
          Map.entry("h5", "\n\n##### |\n\n"),
          Map.entry("h6", "\n\n###### |\n\n"));

  private HtmlText() {}

  static String write(String markdown) {
    return RENDERER.render(PARSER.parse(markdown));
  }

  static String read(String html) {
    String seen = seen(html).replaceAll("\\s+", " ");
    StringBuilder text = new StringBuilder();
    String address = "";
    Matcher tag = TAG.matcher(seen);
    while (tag.find()) {
      boolean begins = tag.group(1).isEmpty();
      String name = tag.group(2).toLowerCase(Locale.ROOT);
      address = begins && name.equals("a") ? address(tag.group(3)) : address;
      tag.appendReplacement(text, Matcher.quoteReplacement(mark(name, begins, address)));
    }
    String whole = unescaped(tag.appendTail(text).toString());
    return whole
        .replaceAll("(?<![ \\t])[ \\t]++\\n", "\n")
        .replaceAll("\\n[ \\t]+", "\n")
        .replaceAll("\\n{3,}", "\n\n")
        .strip();
  }

  // What has no end is text; that there is none is found once for each form.
  private static String seen(String html) {
    StringBuilder seen = new StringBuilder();
    Set<String> endless = new HashSet<>();
    Matcher begin = UNSEEN.matcher(html);
    int at = 0;
    int from = 0;
    while (begin.find(from)) {
      String form = begin.group(1) == null ? "" : begin.group(1).toLowerCase(Locale.ROOT);
      Matcher end = Objects.requireNonNull(ENDS.get(form)).matcher(html);
      from = begin.end();
      if (!endless.contains(form) && end.find(from)) {
        seen.append(html, at, begin.start());
        at = end.end();
        from = at;
      } else {
        endless.add(form);
      }
    }
    return seen.append(html, at, html.length()).toString();
  }

  private static String mark(String name, boolean begins, String address) {
    if (name.equals("a")) {
      return begins ? "[" : "](%s)".formatted(address);
    }
    String marks = MARKS.getOrDefault(name, "|");
    int middle = marks.indexOf('|');
    return begins ? marks.substring(0, middle) : marks.substring(middle + 1);
  }

  private static String address(String attributes) {
    Matcher href = HREF.matcher(attributes);
    return href.find() ? href.group(1) : "";
  }

  private static String unescaped(String text) {
    return ENTITY
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(entity(match.group(1))));
  }

  private static String entity(String name) {
    if (!name.startsWith("#")) {
      return ENTITIES.getOrDefault(name, "&" + name + ";");
    }
    boolean hex = name.charAt(1) == 'x';
    String digits = name.substring(hex ? 2 : 1);
    int code = digits.isEmpty() ? 0 : hexOrDecimal(digits, hex);
    return Character.isValidCodePoint(code) && code > 0 ? Character.toString(code) : "";
  }

  private static int hexOrDecimal(String digits, boolean hex) {
    try {
      return Integer.parseInt(digits, hex ? 16 : 10);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
