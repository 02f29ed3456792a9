package io.auterity.connector.function;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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
  private static final Pattern TICKS = Pattern.compile("`+");

  private HtmlReader() {}

  /**
   * One block of a page.
   *
   * @param markdown null when it is kept
   */
  private record Told(HtmlElement block, @Nullable String markdown) {

    String text() {
      return markdown == null ? fenced(KEPT, block.source()) : markdown;
    }

    boolean follows(Told before) {
      return markdown != null
          && before.markdown != null
          && HtmlMarkdown.LISTS.contains(block.name())
          && block.name().equals(before.block.name());
    }
  }

  static String read(String html) {
    return told(html).stream()
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
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether two pages say the same. */
  static boolean same(String html, String other) {
    return HtmlForm.of(HtmlElement.page(html).blocks())
        .equals(HtmlForm.of(HtmlElement.page(other).blocks()));
  }

  static String fenced(String info, String text) {
    int longest =
        TICKS
            .matcher(text)
            .results()
            .mapToInt(found -> found.end() - found.start())
            .max()
            .orElse(0);
    String fence = "`".repeat(Math.max(3, longest + 1));
    return fence + info + "\n" + text + (text.isEmpty() ? "" : "\n") + fence;
  }

  private static List<Told> told(String html) {
    HtmlElement page = HtmlElement.page(html);
    List<HtmlElement> blocks = page.blocks();
    List<Told> plain =
        blocks.stream().map(block -> new Told(block, markdown(block, false))).toList();
    if (says(plain, blocks)) {
      return plain;
    }
    List<Told> checked = blocks.size() > MOST_BLOCKS ? List.of() : checked(blocks);
    return !checked.isEmpty() && says(checked, blocks)
        ? checked
        : List.of(new Told(page.whole(), null));
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
      Told told = new Told(block, markdown(block, escaped));
      if (told.markdown() != null && says(List.of(told), List.of(block))) {
        return told;
      }
    }
    return new Told(block, null);
  }

  private static @Nullable String markdown(HtmlElement block, boolean escaped) {
    return new HtmlMarkdown(escaped).of(block);
  }

  private static boolean says(List<Told> told, List<HtmlElement> blocks) {
    String markdown =
        told.stream()
            .map(Told::text)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("\n\n"));
    try {
      String written = HtmlText.write(markdown, sources(told));
      return HtmlForm.of(HtmlElement.page(written).blocks()).equals(HtmlForm.of(blocks));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
