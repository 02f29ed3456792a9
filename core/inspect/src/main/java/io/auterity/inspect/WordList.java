package io.auterity.inspect;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Words and phrases of a list, whole words only, however they are written: capitals, accents,
 * width, letters that only look alike and invisible characters make no difference.
 */
public final class WordList implements Finder {

  /** The longest phrase. */
  public static final int LONGEST = 200;

  private static final int MOST_READ = 2 * LONGEST;

  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>(2);
    private boolean ends;
  }

  private final String kind;
  private final Node root = new Node();

  /**
   * @param kind what its words are, e.g. {@code competitor}
   */
  public WordList(String kind, Collection<String> words) {
    this.kind = kind;
    words.forEach(this::add);
  }

  private void add(String phrase) {
    String folded = Folding.fold(phrase.strip().replaceAll("\\s+", " "));
    if (folded.isEmpty() || folded.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a phrase must have 1 to %d characters".formatted(LONGEST));
    }
    Node node = root;
    for (int i = 0; i < folded.length(); i++) {
      node = node.next.computeIfAbsent(folded.charAt(i), one -> new Node());
    }
    node.ends = true;
  }

  @Override
  public @Nullable Span at(TextView text, int start) {
    Node node = root.next.get(Folding.fold(text.at(start)));
    if (node == null || joins(text, start - 1, start)) {
      return null;
    }
    int end = start;
    boolean blank = false;
    for (int place = start + 1; place - start <= MOST_READ && node != null; place++) {
      if (node.ends && !joins(text, place - 1, place)) {
        end = place;
      }
      char c = text.at(place);
      char folded = Folding.fold(c);
      if (Character.isWhitespace(c)) {
        node = blank ? node : node.next.get(' ');
        blank = true;
      } else if (folded != Folding.SKIPPED) {
        node = node.next.get(folded);
        blank = false;
      }
    }
    return end > start ? new Span(kind, start, end) : null;
  }

  // Whether a word goes on from the one place to the other.
  private static boolean joins(TextView text, int left, int right) {
    return text.isLetterOrDigit(left) && text.isLetterOrDigit(right);
  }
}
