package io.auterity.relay.cache.meaning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word, a number or a sign of a text.
 *
 * @param text in small letters, but an acronym in its own
 * @param name whether it is written with a capital that does not begin a sentence
 */
record Lexeme(String text, boolean name) {

  private static final Pattern PIECE =
      Pattern.compile("[A-Za-z]+(?:'[A-Za-z]+)*|\\d+(?:[.,:]\\d+)*|\\S");
  private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d+)?");
  private static final String SILENT = ".,?!;:";
  private static final String QUOTES = "\"'“”";
  private static final String ENDS = ".?!";
  private static final Map<String, String> SIGNS =
      Map.of("$", "dollar", "€", "euro", "£", "pound", "%", "percent", "&", "and");
  private static final Map<String, String> ENDINGS =
      Map.of("'m", "am", "'re", "are", "'ve", "have", "'ll", "will", "'d", "would");
  private static final List<String> NAMED_BY_IS =
      List.of("what", "who", "where", "when", "how", "why", "it", "that", "there", "he", "she");

  static final String OWNS = "'s";

  Lexeme(String text) {
    this(text, false);
  }

  /** Those of a text, in their order; contractions are written out. */
  static List<Lexeme> of(String text) {
    String plain = text.replace('’', '\'').replace('‘', '\'');
    boolean shouted = plain.equals(plain.toUpperCase(Locale.ROOT));
    List<Lexeme> all = new ArrayList<>();
    Matcher pieces = PIECE.matcher(plain);
    boolean begins = true;
    while (pieces.find()) {
      String piece = pieces.group();
      if (Character.isLetter(piece.charAt(0))) {
        word(piece, begins, shouted, all);
        begins = false;
      } else if (Character.isDigit(piece.charAt(0))) {
        all.add(new Lexeme(number(piece)));
        begins = false;
      } else if (isMinus(plain, pieces.start())) {
        all.add(new Lexeme("minus"));
      } else if (!isSilent(plain, pieces.start(), pieces.end())) {
        all.add(new Lexeme(SIGNS.getOrDefault(piece, piece)));
      }
      begins |= ENDS.contains(piece);
    }
    return all;
  }

  private static String number(String digits) {
    return THOUSANDS.matcher(digits).matches() ? digits.replace(",", "") : digits;
  }

  private static boolean isMinus(String text, int at) {
    return text.charAt(at) == '-'
        && at + 1 < text.length()
        && Character.isDigit(text.charAt(at + 1))
        && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
  }

  // What a word follows at once is no end of a sentence.
  private static boolean isSilent(String text, int from, int end) {
    String piece = text.substring(from, end);
    boolean bound = end < text.length() && Character.isLetterOrDigit(text.charAt(end));
    return QUOTES.contains(piece) || (SILENT.contains(piece) && !bound) || isHyphen(text, from);
  }

  private static boolean isHyphen(String text, int at) {
    return text.charAt(at) == '-'
        && at > 0
        && at + 1 < text.length()
        && Character.isLetter(text.charAt(at - 1))
        && Character.isLetter(text.charAt(at + 1));
  }

  private static void word(String piece, boolean begins, boolean shouted, List<Lexeme> all) {
    int mark = piece.indexOf('\'');
    String stem = mark < 0 ? piece : piece.substring(0, mark);
    String small = stem.toLowerCase(Locale.ROOT);
    boolean acronym = !shouted && stem.length() > 1 && stem.equals(stem.toUpperCase(Locale.ROOT));
    boolean name = !shouted && !begins && Character.isUpperCase(stem.charAt(0));
    String ending = mark < 0 ? "" : piece.substring(mark).toLowerCase(Locale.ROOT);
    if (ending.equals("'t") && small.endsWith("n")) {
      all.add(new Lexeme(denied(small)));
      all.add(new Lexeme("not"));
      return;
    }
    all.add(new Lexeme(acronym ? stem : small, name && !small.equals("i")));
    if (ending.equals(OWNS)) {
      all.add(new Lexeme(NAMED_BY_IS.contains(small) ? "is" : OWNS));
    } else if (!ending.isEmpty()) {
      all.add(new Lexeme(ENDINGS.getOrDefault(ending, ending)));
    }
  }

  private static String denied(String small) {
    return switch (small) {
      case "can" -> "can";
      case "won" -> "will";
      case "shan" -> "shall";
      default -> small.substring(0, small.length() - 1);
    };
  }
}
