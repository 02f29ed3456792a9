package io.auterity.control.guardrail;

import io.auterity.platform.call.CallGuard.PieceStream;

/**
 * Unmasks an answer: puts back the words that were masked in the request, also where a placeholder
 * comes in pieces.
 */
final class Unmasking implements PieceStream {

  private final PiiPlaceholders.Undone placeholders;
  private final UnmaskedTexts.Writer restored;
  private String held = "";

  /**
   * @param restored is told where
   */
  Unmasking(PiiPlaceholders.Undone placeholders, UnmaskedTexts restored) {
    this.placeholders = placeholders;
    this.restored = restored.new Writer();
  }

  @Override
  public String take(String piece) {
    String text = held + piece;
    held = "";
    StringBuilder out = new StringBuilder(text.length());
    int place = 0;
    for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', place)) {
      keep(text, place, open, out);
      int most = open + placeholders.longest();
      int close = text.indexOf(']', open, Math.min(text.length(), most));
      if (close < 0 && text.length() < most && placeholders.begins(text.substring(open))) {
        held = text.substring(open);
        return out.toString();
      }
      String placeholder = close < 0 ? "[" : text.substring(open, close + 1);
      String words = placeholders.of(placeholder);
      if (words == null) {
        keep(text, open, open + 1, out);
      } else {
        restored.restore(words, placeholder);
        out.append(words);
      }
      place = words == null ? open + 1 : close + 1;
    }
    keep(text, place, text.length(), out);
    return out.toString();
  }

  private void keep(String text, int from, int to, StringBuilder out) {
    restored.add(text, from, to);
    out.append(text, from, to);
  }

  @Override
  public String finish() {
    String rest = held;
    held = "";
    restored.add(rest, 0, rest.length());
    restored.end();
    return rest;
  }
}
