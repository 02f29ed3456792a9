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
    return same(HtmlElement.page(html).blocks(), HtmlElement.page(other).blocks());
  }

  private static List<Told> told(String html) {
    HtmlElement page = HtmlElement.page(html);
    List<HtmlElement> blocks = page.blocks();
    List<Told> plain =
        blocks.stream().map(block -> new Told(block, HtmlMarkdown.of(block, false))).toList();
    if (says(plain, blocks)) {
      return plain;
    }
    List<Told> checked = blocks.size() > MOST_BLOCKS ? List.of() : checked(blocks);
    return !checked.isEmpty() && says(checked, blocks) ? checked : List.of(new Told(page, null));
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
    for (boolean escaped : new boolean[] {false, true}) {
      Told told = new Told(block, HtmlMarkdown.of(block, escaped));
      if (told.markdown() != null && says(List.of(told), List.of(block))) {
        return told;
      }
    }
    return new Told(block, null);
  }

  private static boolean says(List<Told> told, List<HtmlElement> blocks) {
    try {
      return same(HtmlElement.page(HtmlText.write(text(told), sources(told))).blocks(), blocks);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean same(List<HtmlElement> blocks, List<HtmlElement> others) {
    return HtmlMarkdown.form(blocks).equals(HtmlMarkdown.form(others));
  }
}
