package io.auterity.plugins.ai.local.embedding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Text as uncased BERT models read it: without control characters and accents, in lower case, cut
 * at spaces, with each punctuation mark and each Chinese character a word of its own.
 */
final class BertText {

  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();

  private BertText() {}

  static List<String> words(String text) {
    BertText cut = new BertText();
    Normalizer.normalize(text, Normalizer.Form.NFD).codePoints().forEach(cut::take);
    cut.endWord();
    return cut.words;
  }

  private void take(int c) {
    if (isSpace(c)) {
      endWord();
    } else if (isPunctuation(c) || isChinese(c)) {
      endWord();
      word.appendCodePoint(c);
      endWord();
    } else if (!isDropped(c)) {
      word.appendCodePoint(Character.toLowerCase(c));
    }
  }

  private void endWord() {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static boolean isSpace(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }

  private static boolean isDropped(int c) {
    return c == 0xfffd
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE ->
              true;
          default -> false;
        };
  }

  private static boolean isPunctuation(int c) {
    return (c >= '!' && c <= '/')
        || (c >= ':' && c <= '@')
        || (c >= '[' && c <= '`')
        || (c >= '{' && c <= '~')
        || switch (Character.getType(c)) {
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> false;
        };
  }

  private static boolean isChinese(int c) {
    return (c >= 0x4e00 && c <= 0x9fff)
        || (c >= 0x3400 && c <= 0x4dbf)
        || (c >= 0x20000 && c <= 0x2ceaf)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0x2f800 && c <= 0x2fa1f);
  }
}
