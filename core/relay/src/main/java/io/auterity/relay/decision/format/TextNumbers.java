package io.auterity.relay.decision.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dictionary of texts that a reader knows already, by number: the words of the product, and the
 * first texts that stood in full before. For one thread at a time.
 *
 * <p>A text is told by one number: 0 is none, and of what follows each third is the length of a
 * text in full, the number of a word and the number of a text before.
 */
final class TextNumbers {

  static final int NULL = 0;

  /** How many texts of one decision are known again; later ones stand in full each time. */
  static final int REMEMBERED = 256;

  // A power of two, so large that most of it stays empty.
  private static final int SLOTS = 2_048;

  private final @Nullable String[] keys = new String[SLOTS];
  private final int[] numbers = new int[SLOTS];
  private final int[] filled = new int[REMEMBERED];
  private int remembered;

  TextNumbers() {
    List<String> words = SharedTexts.ALL;
    for (int i = 0; i < words.size(); i++) {
      put(slot(words.get(i)), words.get(i), word(i));
    }
  }

  static long inFull(int length) {
    return 1 + 3L * length;
  }

  static int word(int index) {
    return 2 + 3 * index;
  }

  static int before(int index) {
    return 3 + 3 * index;
  }

  /** The number of a text that is known; -1 for a new one, which is remembered if there is room. */
  int numberOf(String text) {
    int slot = slot(text);
    if (keys[slot] != null) {
      return numbers[slot];
    }
    if (remembered < REMEMBERED) {
      filled[remembered] = slot;
      put(slot, text, before(remembered++));
    }
    return -1;
  }

  // Where it is, or where it belongs.
  private int slot(String text) {
    int hash = text.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    String there = keys[slot];
    while (there != null && !there.equals(text)) {
      slot = (slot + 1) & (SLOTS - 1);
      there = keys[slot];
    }
    return slot;
  }

  private void put(int slot, String text, int number) {
    keys[slot] = text;
    numbers[slot] = number;
  }

  /** Forgets the texts that stood in full: the words were there first, so none is cut off. */
  void clear() {
    for (int i = 0; i < remembered; i++) {
      keys[filled[i]] = null;
    }
    remembered = 0;
  }
}
