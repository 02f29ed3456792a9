package io.auterity.connector.function;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes blocks of HTML in markdown's words, as long as it has some. */
final class HtmlMarkdown {

  static final Set<String> LISTS = Set.of("ul", "ol");

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern SIGN = Pattern.compile("[\\\\`*_\\[\\]<>#+\\-!&|~]|(?<=[0-9])[.)]");
  private static final Pattern TICKS = Pattern.compile("`+");

  private final boolean escaped;
  private boolean untold;

  /**
   * A writer of one block.
   *
   * @param escaped whether signs of texts that may mean something to markdown are escaped
   */
  HtmlMarkdown(boolean escaped) {
    this.escaped = escaped;
  }

  /** The markdown of a block; null when there is none. */
  @Nullable String of(HtmlElement block) {
    String text = block(block);
    return untold ? null : text;
  }

  private String block(HtmlElement block) {
    if (!HtmlForm.plain(block)) {
      return none();
    }
    return switch (block.name()) {
      case "p", "div" -> inline(block.children()).strip();
      case "h1", "h2", "h3", "h4", "h5", "h6" ->
          "#".repeat(block.name().charAt(1) - '0') + " " + inline(block.children()).strip();
      case "hr" -> "---";
      case "pre" -> preformatted(block);
      case "ul", "ol" -> list(block);
      case "blockquote" -> indented("> ", "> ", blocks(block, "\n\n"));
      default -> none();
    };
  }

  private String none() {
    untold = true;
    return "";
  }

  private String blocks(HtmlElement parent, String between) {
    return parent.blocks().stream()
        .map(this::block)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(between));
  }

  private String preformatted(HtmlElement pre) {
    HtmlElement code = HtmlForm.code(pre);
    return code == null
        ? none()
        : HtmlReader.fenced(HtmlForm.language(code), HtmlForm.verbatim(code));
  }

  private String list(HtmlElement list) {
    List<HtmlElement> items = HtmlForm.elements(list);
    boolean tight = items.stream().allMatch(HtmlMarkdown::tight);
    String between = tight ? "\n" : "\n\n";
    String start = HtmlForm.start(list).strip();
    int number = start.isEmpty() ? 1 : Integer.parseInt(start);
    StringBuilder text = new StringBuilder();
    for (HtmlElement item : items) {
      if (!item.name().equals("li") || !HtmlForm.plain(item)) {
        return none();
      }
      String mark = list.name().equals("ul") ? "- " : number++ + ". ";
      String inner = indented(mark, " ".repeat(mark.length()), blocks(item, between));
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

  private String inline(List<HtmlElement> children) {
    StringBuilder text = new StringBuilder();
    children.forEach(child -> text.append(inline(child)));
    return text.toString();
  }

  private String inline(HtmlElement child) {
    if (!HtmlForm.plain(child)) {
      return none();
    }
    return switch (child.name()) {
      case HtmlElement.TEXT -> said(child.text());
      case "br" -> "\\\n";
      case "span" -> inline(child.children());
      case "strong", "b" -> marked("**", inline(child.children()));
      case "em", "i" -> marked("*", inline(child.children()));
      case "code" -> code(child);
      case "a" -> "[%s](%s)".formatted(inline(child.children()), place(child, "href"));
      case "img" ->
          "![%s](%s)"
              .formatted(said(child.attributes().getOrDefault("alt", "")), place(child, "src"));
      default -> none();
    };
  }

  private String said(String text) {
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

  private String code(HtmlElement code) {
    if (!code.children().stream().allMatch(child -> child.name().equals(HtmlElement.TEXT))) {
      return none();
    }
    String text =
        SPACE
            .matcher(code.children().stream().map(HtmlElement::text).collect(Collectors.joining()))
            .replaceAll(" ");
    int longest =
        TICKS
            .matcher(text)
            .results()
            .mapToInt(found -> found.end() - found.start())
            .max()
            .orElse(0);
    String fence = "`".repeat(longest + 1);
    String space = longest > 0 ? " " : "";
    return fence + space + text + space + fence;
  }

  private String place(HtmlElement element, String attribute) {
    String place = element.attributes().get(attribute);
    if (place == null) {
      return none();
    }
    return place.matches("[^\\s()<>]+") ? place : "<" + place + ">";
  }
}
