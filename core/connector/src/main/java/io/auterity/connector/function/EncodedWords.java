package io.auterity.connector.function;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.mail.MailCharset;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The encoded words of e-mail (RFC 2047), by which headers have letters other than ASCII. */
final class EncodedWords {

  /** A word has at most 75 characters, thus 45 bytes. */
  private static final int BYTES = 45;

  /** A line of a header that is not folded. */
  private static final int LINE = 900;

  private static final Pattern WORD =
      Pattern.compile("=\\?([^?\\s*]{1,40})(?:\\*[^?\\s]*)?\\?([bBqQ])\\?([^?\\s]*)\\?=");
  private static final Pattern BETWEEN = Pattern.compile("(?<=\\?=)[ \\t\\r\\n]+(?==\\?)");

  private EncodedWords() {}

  /** Whether a text can stand in a header as it is. */
  static boolean plain(String text) {
    return text.length() <= LINE
        && US_ASCII.newEncoder().canEncode(text)
        && text.chars().noneMatch(Character::isISOControl)
        && !text.contains("=?");
  }

  /** A text as it stands in a header; what looks as if it were encoded is encoded. */
  static String write(String text) {
    if (plain(text)) {
      return text;
    }
    StringJoiner words = new StringJoiner("\r\n ");
    StringBuilder word = new StringBuilder();
    int bytes = 0;
    for (int letter : text.codePoints().toArray()) {
      int more = Character.toString(letter).getBytes(UTF_8).length;
      if (bytes + more > BYTES) {
        words.add(word(word));
        word.setLength(0);
        bytes = 0;
      }
      word.appendCodePoint(letter);
      bytes += more;
    }
    return words.add(word(word)).toString();
  }

  private static String word(CharSequence text) {
    byte[] bytes = text.toString().getBytes(UTF_8);
    return "=?UTF-8?B?%s?=".formatted(Base64.getEncoder().encodeToString(bytes));
  }

  /** What a header says; a word that cannot be decoded stays as it is written. */
  static String read(String header) {
    String unfolded = header.replaceAll("\\r?\\n(?=[ \\t])", "");
    return WORD.matcher(BETWEEN.matcher(unfolded).replaceAll(""))
        .replaceAll(word -> Matcher.quoteReplacement(decoded(word)));
  }

  private static String decoded(MatchResult word) {
    try {
      Charset charset = MailCharset.of(word.group(1)).orElse(null);
      if (charset == null) {
        return word.group();
      }
      byte[] bytes =
          word.group(2).toLowerCase(Locale.ROOT).equals("b")
              ? Base64.getDecoder().decode(word.group(3))
              : quoted(word.group(3));
      return new String(bytes, charset);
    } catch (IllegalArgumentException e) {
      return word.group();
    }
  }

  private static byte[] quoted(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '=' && i + 2 < text.length()) {
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(letter == '_' ? ' ' : letter);
      }
    }
    return bytes.toByteArray();
  }
}
