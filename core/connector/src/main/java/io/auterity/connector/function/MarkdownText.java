package io.auterity.connector.function;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/** Markdown as a tree that is shallow enough to be walked. */
final class MarkdownText {

  private static final int DEEPEST = 100;
  private static final Parser PARSER = Parser.builder().maxOpenBlockParsers(50).build();
  private static final Parser STRIKING =
      Parser.builder()
          .maxOpenBlockParsers(50)
          .extensions(List.of(StrikethroughExtension.builder().requireTwoTildes(true).build()))
          .build();

  // The parser looks for the end of each of these, to the end of its paragraph.
  private static final Pattern DECLARATIONS = Pattern.compile("<[!?]");
  private static final Pattern PARAGRAPHS = Pattern.compile("\\n[ \\t\\r]*+\\n");
  private static final long MOST_STEPS = 100_000_000;

  /**
   * The tree of a text.
   *
   * @throws IllegalArgumentException when it is nested too deep, or would take too long to read
   */
  static Node parsed(String markdown) {
    return parsed(markdown, PARSER);
  }

  /** The tree of a text in which {@code ~~} strikes through, as {@link Strikethrough}. */
  static Node parsedWithStrikes(String markdown) {
    return parsed(markdown, STRIKING);
  }

  private static Node parsed(String markdown, Parser parser) {
    PARAGRAPHS.splitAsStream(markdown).forEach(MarkdownText::check);
    Node document = tree(markdown, parser);
    int depth = 0;
    Node node = document.getFirstChild();
    while (node != null) {
      if (depth > DEEPEST) {
        throw tooDeep();
      }
      if (node.getFirstChild() != null) {
        node = node.getFirstChild();
        depth++;
        continue;
      }
      while (depth > 0 && node.getNext() == null) {
        node = node.getParent();
        depth--;
      }
      node = node.getNext();
    }
    return document;
  }

  // The parser merges texts level by level, each on the stack; it keeps nothing between two texts.
  @SuppressWarnings("CatchingUnchecked")
  private static Node tree(String markdown, Parser parser) {
    try {
      return parser.parse(markdown);
    } catch (StackOverflowError e) {
      throw tooDeep();
    }
  }

  private static IllegalArgumentException tooDeep() {
    return new IllegalArgumentException(
        "the Markdown is nested deeper than %d levels".formatted(DEEPEST));
  }

  private static void check(String paragraph) {
    int last = paragraph.lastIndexOf('>');
    long sought = paragraph.substring(last + 1).chars().filter(sign -> sign == '<').count();
    sought += DECLARATIONS.matcher(paragraph).results().count();
    if (sought * paragraph.length() > MOST_STEPS) {
      throw new IllegalArgumentException(
          "the Markdown has %d signs < without an end in one paragraph".formatted(sought));
    }
  }
}
