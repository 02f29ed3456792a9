package io.auterity.connector.function;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** Converter of lines of Slack's markup into Markdown. */
final class SlackInline {

  // What Markdown would take for something else than text.
  private static final Pattern ESCAPED =
      Pattern.compile(
          "\\\\(?=\\p{Punct}|$)|(?<=\\])\\((?=\\S)|<(?=!--|\\?|!\\[)|&(?=#?\\w{1,31};)"
              + "|<(?!https?://|mailto:|tel:|slack://)(?=[a-z][a-z0-9+.-]{1,31}:)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LABEL =
      Pattern.compile("[\\\\\\[\\]*`~]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])|&(?=#?\\w{1,31};)");
  private static final Pattern FIRST =
      Pattern.compile("^(?:(?=#{1,6}(?:\\s|$))|(?=\\[[^\\]]*+\\]:)|(?=>)|(?=[-+*](?:\\s|$)))");
  private static final Pattern FENCE = Pattern.compile("^(?:`{3,}+(?=[^`]*+$)|~{3,}+)");
  private static final Pattern UNDERLINE = Pattern.compile("^(?==++$|-++$)");
  private static final Pattern NUMBER = Pattern.compile("^([0-9]{1,9})(?=[.)](?:\\s|$))");
  private static final Pattern BLANK = Pattern.compile("[\\s<>]");
  private static final Pattern MAILBOX = Pattern.compile("mailto:([\\w.+-]++@[\\w.-]++)");
  private static final Pattern TICKS =
      Pattern.compile("(?<=`)" + SlackLine.BOUNDARY + "|" + SlackLine.BOUNDARY + "(?=`)");

  private static final Pattern TAG = Pattern.compile("&lt;/?[A-Za-z]");
  private static final String GOES_ON = "\na";

  private static final int LONGEST_MARK = 4;
  private static final int LONGEST_TAG = 400;

  private final String repeated;
  private boolean inHtml;

  private SlackInline(String repeated) {
    this.repeated = repeated;
  }

  /** Of lines of a text, by which it is known what signs have no other to pair with. */
  static SlackInline within(String text) {
    int[] counts = new int[SlackLine.SIGNS.length()];
    for (int i = 0; i < text.length(); i++) {
      int sign = SlackLine.SIGNS.indexOf(text.charAt(i));
      if (sign >= 0 && !isPlain(text, i)) {
        counts[sign]++;
      }
    }
    StringBuilder repeated = new StringBuilder();
    for (int sign = 0; sign < counts.length; sign++) {
      repeated.append(counts[sign] > 1 ? SlackLine.SIGNS.substring(sign, sign + 1) : "");
    }
    return new SlackInline(repeated.toString());
  }

  /** Whether a sign pairs with none in Markdown: it stands alone, or an underscore in a word. */
  private static boolean isPlain(String text, int at) {
    boolean alone = isSpace(text, at - 1) && isSpace(text, at + 1);
    boolean inWord = SlackLine.wordBefore(text, at) && SlackLine.wordAfter(text, at);
    return alone || (inWord && text.charAt(at) == '_');
  }

  private static boolean isSpace(String text, int at) {
    return at < 0 || at >= text.length() || Character.isWhitespace(text.charAt(at));
  }

  /** The first line of a paragraph or item. */
  String first(String line) {
    inHtml = false;
    return marked(line, "");
  }

  /** A line that goes on in a paragraph. */
  String continued(String line) {
    return marked(line, "a\n");
  }

  private String marked(String line, String before) {
    HtmlBlock html = inHtml ? null : html(line, before);
    String markdown = new LineReading(line, repeated, inHtml || html != null).markdown();
    if (html != null) {
      inHtml = html.getLiteral().endsWith(GOES_ON);
    }
    if (inHtml || html != null) {
      return markdown;
    }
    boolean underline = !before.isEmpty() && UNDERLINE.matcher(markdown).find();
    if (underline || isRule(markdown)) {
      return "\\" + markdown;
    }
    String text =
        FENCE.matcher(markdown).replaceFirst(run -> run.group().replaceAll("[~`]", "\\\\\\\\$0"));
    return NUMBER.matcher(FIRST.matcher(text).replaceFirst("\\\\")).replaceFirst("$1\\\\");
  }

  /** Whether Markdown takes a line for a rule, other than the one that is meant so. */
  private static boolean isRule(String line) {
    int signs = 0;
    for (int i = 0; i < line.length(); i++) {
      char sign = line.charAt(i);
      if (sign == line.charAt(0)) {
        signs++;
      } else if (sign != ' ' && sign != '\t') {
        return false;
      }
    }
    boolean plain = signs == line.length() && line.startsWith("-");
    return signs >= 3 && !plain && "*_-".indexOf(line.charAt(0)) >= 0;
  }

  /** The block of HTML that Markdown sees from a line on, within which it has no escapes. */
  private static @Nullable HtmlBlock html(String line, String before) {
    if (!TAG.matcher(line).lookingAt()) {
      return null;
    }
    String start = unescaped(line.substring(0, Math.min(line.length(), LONGEST_TAG)));
    Node block = MarkdownText.parsed(before + start + GOES_ON).getFirstChild();
    block = before.isEmpty() || block == null ? block : block.getNext();
    return block instanceof HtmlBlock found ? found : null;
  }

  /** What stands between marks of code. */
  static String code(String body) {
    return TICKS.matcher(unescaped(body)).replaceAll("");
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /** A piece of Markdown; a mark where it has a sign. */
  private static final class MarkdownPiece {
    private final int at;
    private final char sign;
    private String markdown;

    MarkdownPiece(int at, char sign, String markdown) {
      this.at = at;
      this.sign = sign;
      this.markdown = markdown;
    }
  }

  /** One line while it is read. */
  private static final class LineReading {
    private final String line;
    private final String repeated;
    private final boolean html;
    private final List<MarkdownPiece> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean address;

    LineReading(String line, String repeated, boolean html) {
      this.line = line;
      this.repeated = repeated;
      this.html = html;
    }

    String markdown() {
      int[] ticks = closingTicks();
      int at = 0;
      while (at < line.length()) {
        address =
            !Character.isWhitespace(line.charAt(at))
                && (address || SlackLine.startsAddress(line, at));
        at = part(at, ticks);
      }
      finishText();
      match();
      StringBuilder markdown = new StringBuilder();
      parts.forEach(part -> markdown.append(part.markdown));
      return markdown.toString();
    }

    private int part(int at, int[] ticks) {
      char sign = line.charAt(at);
      return switch (sign) {
        case '<' -> {
          address = false;
          yield reference(at);
        }
        case '&' -> entity(at);
        case '`' -> tick(at, ticks);
        case '*', '_', '~' -> {
          if (address) {
            text.append(sign);
          } else {
            add(at, sign, escaped(sign, at, at));
          }
          yield at + 1;
        }
        case SlackLine.BOUNDARY -> {
          if (!isSign(at - 1) && !isSign(at + 1) && !(at > 0 && line.charAt(at - 1) == '@')) {
            text.append(sign);
          }
          yield at + 1;
        }
        case SlackLine.SHIELD -> {
          if (at > 0) {
            text.append(sign);
          }
          yield at + 1;
        }
        default -> {
          text.append(sign);
          yield at + 1;
        }
      };
    }

    private boolean isSign(int at) {
      return at >= 0 && at < line.length() && SlackLine.SIGNS.indexOf(line.charAt(at)) >= 0;
    }

    private void add(int at, char sign, String markdown) {
      finishText();
      parts.add(new MarkdownPiece(at, sign, markdown));
    }

    private void finishText() {
      if (!text.isEmpty()) {
        String plain = html ? text.toString() : ESCAPED.matcher(text).replaceAll("\\\\$0");
        parts.add(new MarkdownPiece(0, (char) 0, plain));
        text.setLength(0);
      }
    }

    private int entity(int at) {
      for (String entity : List.of("&lt;", "&gt;", "&amp;")) {
        if (line.startsWith(entity, at)) {
          text.append(unescaped(entity));
          return at + entity.length();
        }
      }
      text.append('&');
      return at + 1;
    }

    /** For each place the next tick from there that closes, or -1. */
    private int[] closingTicks() {
      int[] ticks = new int[line.length() + 1];
      int next = -1;
      ticks[line.length()] = next;
      for (int i = line.length() - 1; i >= 0; i--) {
        boolean single = i == 0 || line.charAt(i - 1) != '`';
        boolean closes =
            line.charAt(i) == '`'
                && single
                && (i + 1 == line.length() || line.charAt(i + 1) != '`')
                && !SlackLine.wordAfter(line, i);
        next = closes ? i : next;
        ticks[i] = next;
      }
      return ticks;
    }

    private int tick(int at, int[] ticks) {
      if (line.startsWith("```", at)) {
        int end = line.indexOf("```", at + 4);
        if (end > 0) {
          add(at, (char) 0, span(code(line.substring(at + 3, end))));
          return end + 3;
        }
      }
      boolean opens =
          !SlackLine.wordBefore(line, at)
              && (at == 0 || line.charAt(at - 1) != '`')
              && at + 2 < line.length()
              && line.charAt(at + 1) != '`';
      int end = opens ? ticks[at + 2] : -1;
      if (end < 0) {
        add(at, (char) 0, escaped('`', at, at));
        return at + 1;
      }
      add(at, (char) 0, span(code(line.substring(at + 1, end))));
      return end + 1;
    }

    private static String span(String code) {
      if (code.isBlank()) {
        return code;
      }
      int most = 0;
      int run = 0;
      for (int i = 0; i < code.length(); i++) {
        run = code.charAt(i) == '`' ? run + 1 : 0;
        most = Math.max(most, run);
      }
      String fence = "`".repeat(most + 1);
      boolean spaced = most > 0 || (code.startsWith(" ") && code.endsWith(" "));
      String space = spaced ? " " : "";
      return fence + space + code + space + fence;
    }

    /** A sign that is text, escaped where Markdown might take it for a mark. */
    private String escaped(char sign, int from, int to) {
      int first = from;
      int last = to;
      while (first > 0 && line.charAt(first - 1) == sign && last - first < LONGEST_MARK) {
        first--;
      }
      while (isAt(last + 1, sign) && last - first < LONGEST_MARK) {
        last++;
      }
      boolean plain =
          html
              || repeated.indexOf(sign) < 0
              || (isSpace(line, first - 1) && isSpace(line, last + 1))
              || (sign == '~' && first == last)
              || isInWord(sign, first, last);
      return plain ? String.valueOf(sign) : "\\" + sign;
    }

    private boolean isAt(int at, char sign) {
      return at < line.length() && line.charAt(at) == sign;
    }

    private boolean isInWord(char sign, int first, int last) {
      if (!SlackLine.wordBefore(line, first) || !SlackLine.wordAfter(line, last)) {
        return false;
      }
      int before = Character.codePointBefore(line, first);
      int after = Character.codePointAt(line, last + 1);
      return switch (sign) {
        case '_' -> true;
        case '*' ->
            first == last
                ? SlackLine.isOfAWord(before) && SlackLine.isOfAWord(after)
                : Character.isDigit(before) && Character.isDigit(after);
        default -> false;
      };
    }

    /** What stands between angle brackets; a bracket without an end is text. */
    private int reference(int at) {
      int end = at + 1;
      while (end < line.length() && line.charAt(end) != '>' && line.charAt(end) != '<') {
        end++;
      }
      if (end >= line.length() || line.charAt(end) == '<' || end == at + 1) {
        text.append('<');
        return at + 1;
      }
      String inner = line.substring(at + 1, end);
      int bar = inner.indexOf('|');
      String what = bar < 0 ? inner : inner.substring(0, bar);
      String label = bar < 0 ? null : inner.substring(bar + 1);
      switch (what.isEmpty() ? ' ' : what.charAt(0)) {
        case '@', '#' -> text.append(what.charAt(0)).append(nameOf(label, what.substring(1)));
        case '!' -> special(at, end, what.substring(1), label);
        default -> link(at, unescaped(what), label == null ? null : labelOf(label));
      }
      return end + 1;
    }

    private static String labelOf(String label) {
      return unescaped(label).replace("@" + SlackLine.BOUNDARY, "@");
    }

    private static String nameOf(@Nullable String label, String id) {
      return label == null || label.isBlank() ? id : unescaped(label).replaceFirst("^[@#]", "");
    }

    private void special(int at, int end, String what, @Nullable String label) {
      if (!what.startsWith("date^")) {
        text.append('@').append(nameOf(label, what.replaceFirst("^subteam\\^", "")));
      } else if (label != null && label.length() == 1 && SlackLine.SIGNS.contains(label)) {
        add(at, (char) 0, escaped(label.charAt(0), at, end));
      } else if (label != null) {
        text.append(unescaped(label));
      }
    }

    private void link(int at, String address, @Nullable String label) {
      if (!SlackWriter.ADDRESS.matcher(address).matches() || BLANK.matcher(address).find()) {
        text.append('<').append(address).append(label == null ? "" : "|" + label).append('>');
        return;
      }
      var mailbox = MAILBOX.matcher(address);
      if (mailbox.matches() && (label == null || label.equals(mailbox.group(1)))) {
        add(at, (char) 0, "<" + mailbox.group(1) + ">");
      } else if (html && (label == null || label.equals(address))) {
        add(at, (char) 0, address);
      } else if (label == null || label.equals(address)) {
        add(at, (char) 0, "<" + address + ">");
      } else {
        String shown = LABEL.matcher(label).replaceAll("\\\\$0");
        String place = address.replace("\\", "%5C").replaceAll("&(?=#?\\w{1,31};)", "\\\\&");
        String whole = place.matches("[^()]+") ? place : "<" + place + ">";
        escapeExclamation();
        add(at, (char) 0, "[" + shown + "](" + whole + ")");
      }
    }

    /** Keeps a link that comes next from being a picture. */
    private void escapeExclamation() {
      finishText();
      MarkdownPiece last = parts.isEmpty() ? null : parts.getLast();
      if (last != null && last.markdown.endsWith("!")) {
        last.markdown = last.markdown.substring(0, last.markdown.length() - 1) + "\\!";
      }
    }

    /** Makes marks of the signs that Slack takes for a pair. */
    private void match() {
      List<MarkdownPiece> open = new ArrayList<>();
      for (MarkdownPiece part : parts) {
        if (part.sign == 0) {
          continue;
        }
        int opening = openOf(open, part.sign);
        if (opening >= 0 && SlackLine.closes(line, part.at)) {
          pair(open.get(opening), part);
          open.subList(opening, open.size()).clear();
        } else if (opening < 0 && SlackLine.opens(line, part.at)) {
          open.add(part);
        }
      }
    }

    private static int openOf(List<MarkdownPiece> open, char sign) {
      for (int i = 0; i < open.size(); i++) {
        if (open.get(i).sign == sign) {
          return i;
        }
      }
      return -1;
    }

    private void pair(MarkdownPiece opening, MarkdownPiece closing) {
      String mark =
          switch (opening.sign) {
            case '*' -> "**";
            case '~' -> "~~";
            default -> emphasis(opening.at, closing.at);
          };
      opening.markdown = mark;
      closing.markdown = mark;
    }

    /** An asterisk, which may stand in a word; an underscore where other asterisks are close. */
    private String emphasis(int opening, int closing) {
      int before = isBoundary(opening - 1) ? opening - 1 : opening;
      int after = isBoundary(closing + 1) ? closing + 1 : closing;
      boolean inWord = SlackLine.wordBefore(line, before) || SlackLine.wordAfter(line, after);
      int end = Math.min(line.length(), closing + 2);
      boolean close = line.indexOf('*', Math.max(0, opening - 1), end) >= 0;
      return inWord || !close ? "*" : "_";
    }

    private boolean isBoundary(int at) {
      return at >= 0 && at < line.length() && line.charAt(at) == SlackLine.BOUNDARY;
    }
  }
}
