package io.auterity.relay.attempt;

/**
 * Splices the continuation by one model onto what another has said, so that no word stands there
 * twice. White space at the end of what was said is not sent, as vendors ask, so its repetition is
 * left out; and so is all that was said where a model begins with it again.
 */
final class ContinuationSplice {

  /** Shorter texts may well be said twice. */
  private static final int TELLING = 16;

  private final String said;
  private final String begun;
  private final StringBuilder held = new StringBuilder();
  private boolean open = true;
  private boolean repeats;
  private boolean spaces = true;

  ContinuationSplice(String said) {
    this.said = said;
    this.begun = said.stripTrailing();
    this.repeats = begun.length() >= TELLING;
  }

  /** What is to be sent. */
  String begun() {
    return begun;
  }

  /** Takes the next piece; returns what may go on to the caller. */
  String take(String piece) {
    if (!open) {
      return piece;
    }
    int at = held.length();
    held.append(piece);
    repeats &= begun.startsWith(piece, at);
    spaces &= said.startsWith(piece, begun.length() + at);
    return repeats || spaces ? "" : finish();
  }

  /** What is left, once no more comes or it is told apart. */
  String finish() {
    if (!open) {
      return "";
    }
    open = false;
    String all = held.toString();
    if (begun.length() >= TELLING && all.startsWith(begun)) {
      all = all.substring(begun.length());
    }
    int spaces = said.length() - begun.length();
    int same = 0;
    while (same < spaces
        && same < all.length()
        && all.charAt(same) == said.charAt(begun.length() + same)) {
      same++;
    }
    return all.substring(same);
  }
}
