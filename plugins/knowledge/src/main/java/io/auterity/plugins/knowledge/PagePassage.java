package io.auterity.plugins.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A part of a page that is compared by its meaning: blocks of text that stand under one heading.
 *
 * @param above the page's title and the headings that it stands under
 */
record PagePassage(String above, String body) {

  /** About 300 words of a model, which many read no more of than 512. */
  private static final int LONGEST = 1_200;

  private static final int MOST = 200;
  private static final Parser PARSER =
      Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

  /** What the model is asked for. */
  String text() {
    return body.isEmpty() ? above : above + "\n" + body;
  }

  /** Names the text: what is the same in two versions of a page has the same. */
  String digest() {
    return Claims.digest(text());
  }

  /** The first 200 of a page, by their digests. */
  static Map<String, PagePassage> of(String title, String body) {
    Cut cut = new Cut(title);
    for (Node block = PARSER.parse(body).getFirstChild(); block != null; block = block.getNext()) {
      if (cut.passages.size() >= MOST) {
        break;
      }
      cut.add(block, source(block, body));
    }
    cut.end();
    Map<String, PagePassage> passages = new LinkedHashMap<>();
    cut.passages.stream().limit(MOST).forEach(each -> passages.putIfAbsent(each.digest(), each));
    return passages;
  }

  private static String source(Node block, String body) {
    List<SourceSpan> spans = block.getSourceSpans();
    if (spans.isEmpty()) {
      return "";
    }
    SourceSpan last = spans.getLast();
    return body.substring(
        spans.getFirst().getInputIndex(), last.getInputIndex() + last.getLength());
  }

  /** A page while it is cut. */
  private static final class Cut {

    private final String title;
    private final TreeMap<Integer, String> headings = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();
    private final List<PagePassage> passages = new ArrayList<>();

    Cut(String title) {
      this.title = title;
    }

    void add(Node block, String source) {
      if (block instanceof Heading heading) {
        close();
        headings.tailMap(heading.getLevel(), true).clear();
        headings.put(heading.getLevel(), line(source));
        return;
      }
      if (text.length() + source.length() > LONGEST) {
        close();
      }
      int from = 0;
      while (source.length() - from > LONGEST) {
        int to = end(source, from);
        text.append(source, from, to);
        close();
        from = to;
      }
      text.append(text.isEmpty() ? "" : "\n\n").append(source, from, source.length());
    }

    // Also a page without a text has a title.
    void end() {
      close();
      if (passages.isEmpty()) {
        passages.add(new PagePassage(above(), ""));
      }
    }

    private void close() {
      String body = text.toString().strip();
      text.setLength(0);
      if (!body.isEmpty()) {
        passages.add(new PagePassage(above(), body));
      }
    }

    private String above() {
      return headings.isEmpty() ? title : title + " > " + String.join(" > ", headings.values());
    }

    private static String line(String heading) {
      return heading.lines().findFirst().orElse("").replaceAll("^#+|#+$", "").strip();
    }

    // Behind the last space of the second half, and never between two halves of one character.
    private static int end(String source, int from) {
      int most = from + LONGEST;
      for (int i = most; i > from + LONGEST / 2; i--) {
        if (Character.isWhitespace(source.charAt(i - 1))) {
          return i;
        }
      }
      return Character.isLowSurrogate(source.charAt(most)) ? most - 1 : most;
    }
  }
}
