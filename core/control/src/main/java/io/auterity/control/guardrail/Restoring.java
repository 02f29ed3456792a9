package io.auterity.control.guardrail;

import io.auterity.platform.call.CallGuard.PieceStream;

/**
 * Puts back in an answer the words that the request was masked of, also where a placeholder comes
 * in pieces.
 */
final class Restoring implements PieceStream {

  private final Placeholders.Undone placeholders;
  private String held = "";

  Restoring(Placeholders.Undone placeholders) {
    this.placeholders = placeholders;
  }

  @Override
  public String take(String piece) {
    String text = held + piece;
    held = "";
    StringBuilder out = new StringBuilder(text.length());
    int place = 0;
    for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', place)) {
      out.append(text, place, open);
      int most = open + placeholders.longest();
      int close = text.indexOf(']', open, Math.min(text.length(), most));
      if (close < 0 && text.length() < most && placeholders.begins(text.substring(open))) {
        held = text.substring(open);
        return out.toString();
      }
      String words = close < 0 ? null : placeholders.of(text.substring(open, close + 1));
      out.append(words == null ? "[" : words);
      place = words == null ? open + 1 : close + 1;
    }
    return out.append(text, place, text.length()).toString();
  }

  @Override
  public String finish() {
    String rest = held;
    held = "";
    return rest;
  }
}
