package io.auterity.connector.function;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of an HTML page's content: equal for pages that differ in white space and
 * spelling alone.
 */
final class HtmlForm {

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern INTO = Pattern.compile("<(strong|em)> ");
  private static final Pattern OUT_OF = Pattern.compile(" </(strong|em)>");
  private static final Pattern NOTHING = Pattern.compile("<(strong|em)></\\1>");
  private static final Map<String, String> NAMES = Map.of("b", "strong", "i", "em");
  private static final Set<String> BLOCKS =
      Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr");

  private HtmlForm() {}

  static String of(List<HtmlElement> blocks) {
    return blocks.stream().map(HtmlForm::block).collect(Collectors.joining());
  }

  /** Whether an element is one of those that markdown has a form for, with nothing more said. */
  static boolean plain(HtmlElement element) {
    return !element.odd()
        && element.attributes().entrySet().stream()
            .allMatch(attribute -> meant(element.name(), attribute.getKey(), attribute.getValue()));
  }

  private static boolean meant(String element, String name, String value) {
    if (name.equals("local-id") || name.equals("ac:local-id")) {
      return true;
    }
    if (name.equals("id") && value.startsWith("bkmrk-")) {
      return true;
    }
    return switch (element) {
      case "a" ->
          Set.of("href", "class", "rel", "target").contains(name) || name.startsWith("data-");
      case "img" -> name.equals("src") || name.equals("alt");
      case "ol" -> name.equals("start") && value.matches("\\d{1,9}");
      case "code" -> name.equals("class") && value.matches("language-\\S+");
      default -> false;
    };
  }

  private static String block(HtmlElement block) {
    if (!plain(block) || (!BLOCKS.contains(block.name()) && !simpleDiv(block))) {
      return kept(block);
    }
    return switch (block.name()) {
      case "hr" -> "<hr>";
      case "pre" -> {
        HtmlElement code = code(block);
        yield code == null
            ? kept(block)
            : "<pre %s>%s</pre>".formatted(language(code), escaped(verbatim(code)));
      }
      case "ul", "ol" -> {
        boolean items =
            block.children().stream().allMatch(child -> child.name().equals("li") || child.blank());
        yield items
            ? "<%s%s>%s</%s>"
                .formatted(block.name(), start(block), of(elements(block)), block.name())
            : kept(block);
      }
      case "li", "blockquote" ->
          "<%s>%s</%s>".formatted(block.name(), of(block.blocks()), block.name());
      case "div" -> of(block.blocks());
      default -> {
        String inner = inline(block.children());
        yield inner.isEmpty() && block.name().equals("p")
            ? ""
            : "<%s>%s</%s>".formatted(block.name(), inner, block.name());
      }
    };
  }

  private static boolean simpleDiv(HtmlElement block) {
    return block.name().equals("div") && block.children().stream().allMatch(HtmlElement::inline);
  }

  static List<HtmlElement> elements(HtmlElement list) {
    return list.children().stream().filter(child -> !child.blank()).toList();
  }

  static String start(HtmlElement list) {
    String start = list.attributes().getOrDefault("start", "1");
    return list.name().equals("ul") || start.equals("1") ? "" : " " + Integer.parseInt(start);
  }

  /** The element whose text a preformatted one shows; null when there is more in it. */
  static @Nullable HtmlElement code(HtmlElement pre) {
    HtmlElement inner =
        pre.children().size() == 1 && pre.children().getFirst().name().equals("code")
            ? pre.children().getFirst()
            : pre;
    boolean texts =
        inner.children().stream().allMatch(child -> child.name().equals(HtmlElement.TEXT));
    return texts && plain(inner) ? inner : null;
  }

  static String language(HtmlElement code) {
    return code.attributes().getOrDefault("class", "").replaceFirst("^language-", "");
  }

  static String verbatim(HtmlElement code) {
    String text = code.children().stream().map(HtmlElement::text).collect(Collectors.joining());
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static String inline(List<HtmlElement> children) {
    StringBuilder made = new StringBuilder();
    children.forEach(child -> inline(child, made));
    String form = SPACE.matcher(made).replaceAll(" ");
    String before = "";
    while (!form.equals(before)) {
      before = form;
      form = INTO.matcher(form).replaceAll(" <$1>");
      form = OUT_OF.matcher(form).replaceAll("</$1> ");
      form = NOTHING.matcher(form).replaceAll("");
      form = SPACE.matcher(form).replaceAll(" ");
    }
    return form.replace(" <br>", "<br>").replace("<br> ", "<br>").strip();
  }

  private static void inline(HtmlElement child, StringBuilder made) {
    String name = NAMES.getOrDefault(child.name(), child.name());
    if (!plain(child)) {
      made.append(kept(child));
      return;
    }
    switch (name) {
      case HtmlElement.TEXT -> made.append(escaped(child.text()));
      case "br" -> made.append("<br>");
      case "img" ->
          made.append("<img ")
              .append(child.attributes().get("src"))
              .append(' ')
              .append(child.attributes().getOrDefault("alt", ""))
              .append('>');
      case "span" -> child.children().forEach(inner -> inline(inner, made));
      case "strong", "em", "code", "a" -> {
        String to = name.equals("a") ? " " + child.attributes().get("href") : "";
        made.append('<').append(name).append(to).append('>');
        if (name.equals("code")) {
          made.append(inline(child.children()));
        } else {
          child.children().forEach(inner -> inline(inner, made));
        }
        made.append("</").append(name).append('>');
      }
      default -> made.append(kept(child));
    }
  }

  private static String kept(HtmlElement element) {
    return "<!" + element.source() + "!>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
