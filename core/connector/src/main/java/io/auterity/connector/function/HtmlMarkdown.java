package io.auterity.connector.function;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converter of HTML blocks into Markdown, and into the canonical form by which pages compare. */
final class HtmlMarkdown {

  static final Set<String> LISTS = Set.of("ul", "ol");

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern SIGN = Pattern.compile("[\\\\`*_\\[\\]<>#+\\-!&|~]|(?<=[0-9])[.)]");
  private static final Pattern TICKS = Pattern.compile("`+");
  private static final Pattern BREAK = Pattern.compile("\\s*\\\\\n\\s*");

  private final boolean escaped;
  private final boolean form;
  private boolean untold;

  private HtmlMarkdown(boolean escaped, boolean form) {
    this.escaped = escaped;
    this.form = form;
  }

  /**
   * The markdown of a block; null when there is none.
   *
   * @param escaped whether signs of texts that may mean something to markdown are escaped
   */
  static @Nullable String of(HtmlElement block, boolean escaped) {
    HtmlMarkdown markdown = new HtmlMarkdown(escaped, false);
    String text = markdown.block(block);
    return markdown.untold ? null : text;
  }

  /**
   * The canonical form of blocks, which is like markdown: equal for those that differ in white
   * space and spelling alone. All signs of texts are escaped, so that those of the form are its
   * own.
   */
  static String form(List<HtmlElement> blocks) {
    return new HtmlMarkdown(true, true).blocks(blocks, "");
  }

  /** A fenced block of code. */
  static String fenced(String info, String text) {
    String fence = "`".repeat(Math.max(3, ticks(text) + 1));
    return fence + info + "\n" + text + (text.isEmpty() ? "" : "\n") + fence;
  }

  private static int ticks(String text) {
    return TICKS.matcher(text).results().mapToInt(run -> run.end() - run.start()).max().orElse(0);
  }

  private String block(HtmlElement block) {
    if (!block.plain()) {
      return none(block);
    }
    return switch (block.name()) {
      case "p" -> line(block);
      case "div" ->
          block.children().stream().allMatch(HtmlElement::inline) ? line(block) : none(block);
      case "h1", "h2", "h3", "h4", "h5", "h6" ->
          "#".repeat(block.name().charAt(1) - '0') + " " + line(block);
      case "hr" -> "---";
      case "pre" -> preformatted(block);
      case "ul", "ol" -> list(block);
      case "blockquote" -> indented("> ", "> ", blocks(block.blocks(), "\n\n"));
      default -> none(block);
    };
  }

  private String none(HtmlElement element) {
    untold = true;
    return "<!" + element.source() + "!>";
  }

  private String blocks(List<HtmlElement> blocks, String between) {
    return blocks.stream()
        .map(this::block)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(form ? "\n<>\n" : between));
  }

  private String preformatted(HtmlElement pre) {
    boolean inner = pre.children().size() == 1 && pre.children().getFirst().name().equals("code");
    HtmlElement code = inner ? pre.children().getFirst() : pre;
    if (!code.plain() || !code.hasTextOnly()) {
      return none(pre);
    }
    String language = code.attributes().getOrDefault("class", "").replaceFirst("^language-", "");
    return fenced(language, code.innerText().replaceFirst("\n$", ""));
  }

  private String list(HtmlElement list) {
    List<HtmlElement> items = list.children().stream().filter(child -> !child.blank()).toList();
    if (items.isEmpty()
        || !items.stream().allMatch(item -> item.name().equals("li") && item.plain())) {
      return none(list);
    }
    String between = items.stream().allMatch(HtmlMarkdown::tight) ? "\n" : "\n\n";
    int number = Integer.parseInt(list.attributes().getOrDefault("start", "1"));
    StringBuilder text = new StringBuilder();
    for (HtmlElement item : items) {
      String mark = list.name().equals("ul") ? "- " : number++ + ". ";
      String inner = indented(mark, " ".repeat(mark.length()), blocks(item.blocks(), between));
      text.append(text.isEmpty() ? "" : between).append(inner);
    }
    return text.toString();
  }

  private static boolean tight(HtmlElement item) {
    List<HtmlElement> blocks = item.blocks();
    return blocks.stream().skip(1).allMatch(block -> LISTS.contains(block.name()))
        && blocks.stream().limit(1).allMatch(block -> block.name().equals("p"));
  }

  private static String indented(String first, String rest, String text) {
    return first
        + text.lines()
            .map(line -> line.isEmpty() ? rest.stripTrailing() : rest + line)
            .collect(Collectors.joining("\n"))
            .substring(text.isEmpty() ? 0 : rest.length());
  }

  private String line(HtmlElement block) {
    String text = inline(block).strip();
    return form ? SPACE.matcher(BREAK.matcher(text).replaceAll("\\\\\n")).replaceAll(" ") : text;
  }

  private String inline(HtmlElement parent) {
    return parent.children().stream()
        .map(child -> child.plain() ? part(child) : none(child))
        .collect(Collectors.joining());
  }

  private String part(HtmlElement child) {
    return switch (child.name()) {
      case HtmlElement.TEXT -> said(child.text(), escaped);
      case "br" -> "\\\n";
      case "span" -> inline(child);
      case "strong", "b" -> marked(form ? "<b>" : "**", inline(child));
      case "em", "i" -> marked(form ? "<i>" : "*", inline(child));
      case "code" -> child.hasTextOnly() ? code(child.innerText()) : none(child);
      case "a" -> placed(child, "href", "[" + inline(child) + "]");
      case "img" ->
          placed(
              child, "src", "![" + said(child.attributes().getOrDefault("alt", ""), escaped) + "]");
      default -> none(child);
    };
  }

  private static String said(String text, boolean escaped) {
    String line = SPACE.matcher(text).replaceAll(" ");
    return escaped ? SIGN.matcher(line).replaceAll("\\\\$0") : line;
  }

  // Markdown takes no mark that has white space inside.
  private static String marked(String mark, String text) {
    String bare = text.strip();
    if (bare.isEmpty()) {
      return text;
    }
    int at = text.indexOf(bare);
    return text.substring(0, at) + mark + bare + mark + text.substring(at + bare.length());
  }

  private String code(String said) {
    String line = SPACE.matcher(said).replaceAll(" ");
    String text = form ? line.strip() : line;
    String fence = "`".repeat(ticks(text) + 1);
    String space = fence.length() > 1 ? " " : "";
    return fence + space + text + space + fence;
  }

  private String placed(HtmlElement element, String attribute, String text) {
    String place = element.attributes().get(attribute);
    if (place == null) {
      return none(element);
    }
    String shown = form ? said(place, true) : place;
    return text + "(" + (place.matches("[^\\s()<>]+") ? shown : "<" + shown + ">") + ")";
  }
}
