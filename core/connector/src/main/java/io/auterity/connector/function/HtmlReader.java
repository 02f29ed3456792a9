package io.auterity.connector.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * HTML as markdown. A block counts as told when its markdown, written as HTML again, says the same;
 * each other one is kept whole.
 */
final class HtmlReader {

  /** What a fenced block is called that holds HTML of the page. */
  static final String KEPT = "html kept";

  private static final int MOST_BLOCKS = 5_000;

  /**
   * One block of a page.
   *
   * @param markdown null when it is kept
   */
  private record Told(HtmlElement block, @Nullable String markdown) {

    String text() {
      return markdown == null ? HtmlMarkdown.fenced(KEPT, block.source()) : markdown;
    }

    boolean follows(Told before) {
      return markdown != null
          && before.markdown != null
          && HtmlMarkdown.LISTS.contains(block.name())
          && block.name().equals(before.block.name());
    }
  }

  static String read(String html) {
    return text(told(html));
  }

  private static String text(List<Told> told) {
    return told.stream()
        .map(Told::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  /** What markdown of a page keeps of it. */
  static Set<String> kept(String html) {
    return sources(told(html));
  }

  private static Set<String> sources(List<Told> told) {
    return told.stream()
        .filter(each -> each.markdown() == null)
        .map(each -> each.block().source())
        .collect(Collectors.toSet());
  }

  /** Whether two pages say the same. */
  static boolean same(String html, String other) {
    return form(html).equals(form(other));
  }

  private static List<Told> told(String html) {
    HtmlElement page = HtmlElement.page(html);
    List<HtmlElement> blocks = page.blocks();
    String form = HtmlMarkdown.form(blocks);
    List<Told> plain =
        blocks.stream().map(block -> new Told(block, HtmlMarkdown.of(block, false))).toList();
    if (says(plain, form)) {
      return plain;
    }
    List<Told> checked = blocks.size() > MOST_BLOCKS ? List.of() : checked(blocks);
    return isOneText(checked) || (!checked.isEmpty() && says(checked, form))
        ? checked
        : List.of(new Told(page, null));
  }

  // It was compared with the whole page already.
  private static boolean isOneText(List<Told> checked) {
    return checked.size() == 1 && checked.getFirst().markdown() != null;
  }

  private static List<Told> checked(List<HtmlElement> blocks) {
    List<Told> checked = new ArrayList<>();
    for (HtmlElement block : blocks) {
      Told told = checked(block);
      checked.add(
          !checked.isEmpty() && told.follows(checked.getLast()) ? new Told(block, null) : told);
    }
    return checked;
  }

  private static Told checked(HtmlElement block) {
    String form = HtmlMarkdown.form(List.of(block));
    for (boolean escaped : new boolean[] {false, true}) {
      Told told = new Told(block, HtmlMarkdown.of(block, escaped));
      if (told.markdown() != null && says(List.of(told), form)) {
        return told;
      }
    }
    return new Told(block, null);
  }

  private static boolean says(List<Told> told, String form) {
    try {
      return form(HtmlText.write(text(told), sources(told))).equals(form);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String form(String html) {
    return HtmlMarkdown.form(HtmlElement.page(html).blocks());
  }
}
