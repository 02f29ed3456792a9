package io.auterity.connector.function;

import java.util.Arrays;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line in Slack's markup while it is written: text, and marks that open and close bold, italic,
 * struck and code. A sign of the text that Slack would take for a mark is written so that it does
 * not.
 */
final class SlackLine {

  /** What Slack takes for marks. */
  static final String SIGNS = "*_~`";

  /** Parts a mark from a word, within which Slack takes none. */
  static final char BOUNDARY = '\u200b';

  /** Keeps what follows from being the start of a line. */
  static final char SHIELD = '\u00ad';

  // Slack may make mentions of these even where nothing is between angle brackets.
  private static final Pattern NOTIFYING =
      Pattern.compile("[*_~`]*+(?:here|channel|everyone|group)", Pattern.CASE_INSENSITIVE);
  private static final Pattern SCHEME =
      Pattern.compile("https?://(?=[\\p{L}\\p{N}\\[])", Pattern.CASE_INSENSITIVE);
  private static final String AMPERSAND = "&amp;";

  private static final char TEXT = 't';
  private static final char WHOLE = 'w';
  private static final char OPENING = 'o';
  private static final char CLOSING = 'c';

  private final StringBuilder signs = new StringBuilder();
  private final StringBuilder kinds = new StringBuilder();
  private final BitSet addresses = new BitSet();

  /** Adds text. */
  void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      switch (sign) {
        case '<' -> whole("&lt;");
        case '>' -> whole("&gt;");
        case '&' -> AMPERSAND.chars().forEach(each -> add((char) each, TEXT));
        default -> add(sign, TEXT);
      }
    }
  }

  /** Text in which Slack looks for nothing between angle brackets. */
  static String escaped(String text) {
    return text.replace("&", AMPERSAND).replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The label of a link, which notifies no one. */
  static String label(String text) {
    StringBuilder label = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      label.append(text.charAt(i));
      if (notifies(text, i)) {
        label.append(BOUNDARY);
      }
    }
    return escaped(label.toString());
  }

  private static boolean notifies(CharSequence text, int at) {
    return text.charAt(at) == '@'
        && NOTIFYING.matcher(text).region(at + 1, text.length()).lookingAt();
  }

  /** Adds what is Slack's already. */
  void whole(String markup) {
    for (int i = 0; i < markup.length(); i++) {
      add(markup.charAt(i), WHOLE);
    }
  }

  /** Adds a mark that opens. */
  void open(char mark) {
    add(mark, OPENING);
  }

  /** Adds a mark that closes. */
  void close(char mark) {
    add(mark, CLOSING);
  }

  private void add(char sign, char kind) {
    signs.append(sign);
    kinds.append(kind);
    int at = signs.length() - 1;
    boolean address = endsInAddress(at) || startsAddress(signs, at);
    addresses.set(at, kind == TEXT && !Character.isWhitespace(sign) && address);
  }

  /** Whether its last word is an address, which Slack makes a link of. */
  boolean endsInAddress() {
    return endsInAddress(signs.length());
  }

  private boolean endsInAddress(int at) {
    return at > 0 && addresses.get(at - 1);
  }

  /** The line as Slack gets it. */
  String written() {
    return withLinks().finished();
  }

  /** Its addresses as links, which Slack is asked not to look for. */
  private SlackLine withLinks() {
    SlackLine line = new SlackLine();
    int at = 0;
    while (at < signs.length()) {
      int end = endOfAddress(at);
      if (end > at) {
        line.whole("<" + signs.substring(at, end) + ">");
        at = end;
      } else {
        line.add(signs.charAt(at), kinds.charAt(at));
        at++;
      }
    }
    return line;
  }

  /** Where the address ends that starts at a place; -1 where none does. */
  private int endOfAddress(int at) {
    if (kinds.charAt(at) != TEXT || wordBefore(signs, at)) {
      return -1;
    }
    Matcher scheme = SCHEME.matcher(signs).region(at, signs.length());
    if (!scheme.useTransparentBounds(true).lookingAt() || !addresses.get(scheme.end() - 1)) {
      return -1;
    }
    int end = scheme.end();
    int brackets = 0;
    while (addresses.get(end) && isOfAddress(signs.charAt(end))) {
      brackets += signs.charAt(end) == '(' ? 1 : signs.charAt(end) == ')' ? -1 : 0;
      end++;
    }
    while (endsSentence(signs.charAt(end - 1), brackets) && !endsWithAmpersand(end)) {
      brackets += signs.charAt(end - 1) == ')' ? 1 : 0;
      end--;
    }
    return end;
  }

  private static boolean isOfAddress(char sign) {
    return sign < 0x7f
        ? sign > ' ' && "<>|\"".indexOf(sign) < 0
        : Character.isLetterOrDigit(sign) || Character.isSurrogate(sign);
  }

  private static boolean endsSentence(char sign, int brackets) {
    return ".,:;!?'".indexOf(sign) >= 0 || (sign == ')' && brackets < 0);
  }

  private boolean endsWithAmpersand(int end) {
    return signs.substring(Math.max(0, end - AMPERSAND.length()), end).equals(AMPERSAND);
  }

  private String finished() {
    BitSet taken = taken();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < signs.length(); i++) {
      char sign = signs.charAt(i);
      if (kinds.charAt(i) == OPENING && wordBefore(signs, i)) {
        line.append(BOUNDARY);
      }
      if (taken.get(i)) {
        // Of a time that is none Slack shows the text in its place, and takes no mark in it.
        line.append("<!date^00000000^{_}|").append(sign).append('>');
      } else {
        line.append(sign);
      }
      if (kinds.charAt(i) == TEXT && notifies(signs, i)) {
        line.append(BOUNDARY);
      }
      if (kinds.charAt(i) == CLOSING && wordAfter(signs, i)) {
        line.append(BOUNDARY);
      }
    }
    return line.length() > 3 && line.substring(0, 4).equals("&gt;")
        ? line.insert(0, SHIELD).toString()
        : line.toString();
  }

  /** The signs of texts that Slack would take for marks. */
  private BitSet taken() {
    int[] firstOpening = new int[SIGNS.length()];
    int[] lastClosing = new int[SIGNS.length()];
    Arrays.fill(firstOpening, Integer.MAX_VALUE);
    Arrays.fill(lastClosing, -1);
    for (int i = 0; i < signs.length(); i++) {
      int sign = SIGNS.indexOf(signs.charAt(i));
      if (sign >= 0) {
        firstOpening[sign] = opens(i) ? Math.min(firstOpening[sign], i) : firstOpening[sign];
        lastClosing[sign] = closes(i) ? i : lastClosing[sign];
      }
    }
    BitSet taken = new BitSet(signs.length());
    for (int i = 0; i < signs.length(); i++) {
      int sign = SIGNS.indexOf(signs.charAt(i));
      if (sign >= 0 && kinds.charAt(i) == TEXT && !addresses.get(i)) {
        boolean pairs =
            (opens(i) && lastClosing[sign] > i) || (closes(i) && firstOpening[sign] < i);
        taken.set(i, pairs || besideMark(i) || isThirdTick(i));
      }
    }
    return taken;
  }

  private boolean opens(int at) {
    return kinds.charAt(at) == OPENING || (kinds.charAt(at) == TEXT && opens(signs, at));
  }

  private boolean closes(int at) {
    return kinds.charAt(at) == CLOSING || (kinds.charAt(at) == TEXT && closes(signs, at));
  }

  private boolean besideMark(int at) {
    return isMark(at - 1, signs.charAt(at)) || isMark(at + 1, signs.charAt(at));
  }

  private boolean isMark(int at, char sign) {
    return at >= 0
        && at < signs.length()
        && signs.charAt(at) == sign
        && (kinds.charAt(at) == OPENING || kinds.charAt(at) == CLOSING);
  }

  private boolean isThirdTick(int at) {
    return at > 1
        && signs.charAt(at) == '`'
        && signs.charAt(at - 1) == '`'
        && signs.charAt(at - 2) == '`';
  }

  /** Whether Slack takes a sign for one that opens. */
  static boolean opens(CharSequence line, int at) {
    char sign = line.charAt(at);
    return !wordBefore(line, at)
        && (at == 0 || line.charAt(at - 1) != sign)
        && at + 1 < line.length()
        && line.charAt(at + 1) != sign
        && !Character.isWhitespace(line.charAt(at + 1));
  }

  /** Whether Slack takes a sign for one that closes. */
  static boolean closes(CharSequence line, int at) {
    char sign = line.charAt(at);
    return !wordAfter(line, at)
        && (at + 1 == line.length() || line.charAt(at + 1) != sign)
        && at > 0
        && line.charAt(at - 1) != sign
        && !Character.isWhitespace(line.charAt(at - 1));
  }

  static boolean wordBefore(CharSequence line, int at) {
    return at > 0 && Character.isLetterOrDigit(Character.codePointBefore(line, at));
  }

  static boolean wordAfter(CharSequence line, int at) {
    return at + 1 < line.length() && Character.isLetterOrDigit(Character.codePointAt(line, at + 1));
  }

  /** Whether a sign is one of a word in a script that has spaces between words. */
  static boolean isOfAWord(int sign) {
    boolean letter =
        switch (Character.UnicodeScript.of(sign)) {
          case LATIN, GREEK, CYRILLIC -> Character.isLetter(sign);
          default -> false;
        };
    return letter || Character.isDigit(sign);
  }

  /** Whether the last three signs until a place start an address. */
  static boolean startsAddress(CharSequence line, int at) {
    return at >= 2
        && line.charAt(at) == '/'
        && line.charAt(at - 1) == '/'
        && line.charAt(at - 2) == ':';
  }
}
