package io.auterity.plugins.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.auterity.toolkit.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a fetch (gitprotocol-common) on their way: each begins with its length, in four
 * hexadecimal digits. What is no line of a fetch is refused before it is read as one.
 */
final class FetchLines extends FilterInputStream {

  /** Of one line, with its length. */
  static final int LONGEST = 65_520;

  static final int DIGITS = 4;

  // Of what follows those words; other words are for who reads the lines to know.
  private static final Pattern GOOD =
      Pattern.compile(
          "want [0-9a-f]{40}([ \\x00].*)?|(have|shallow) [0-9a-f]{40}"
              + "|deepen(-since)? 0*(?<number>[0-9]{1,10})"
              + "|(?!want |have |shallow |deepen |deepen-since ).*",
          Pattern.DOTALL);

  private static final int LONGEST_CHECKED = 1_000;
  private static final int DELIMITER = 1;

  private final boolean delimited;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int left = DIGITS;
  private boolean inHead = true;
  private boolean done;
  private boolean ended;

  /**
   * Those of a request.
   *
   * @param delimited whether a part of the request may end with a line of length one, as from the
   *     second version of the protocol on
   */
  FetchLines(InputStream in, boolean delimited) {
    super(in);
    this.delimited = delimited;
  }

  /** Whether all has been read that there is. */
  boolean ended() {
    return ended;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public long skip(long most) throws IOException {
    return read(new byte[(int) Math.min(most, LONGEST)]);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int some = in.read(buffer, offset, length);
    if (some < 0) {
      ended = true;
      if (!inHead || line.size() > 0) {
        throw Refusal.invalid("fetch", "ends in the middle of a line");
      }
    }
    for (int i = 0; i < some; i++) {
      next(buffer[offset + i]);
    }
    return some;
  }

  private void next(byte one) {
    if (done) {
      throw Refusal.invalid("fetch", "goes on behind its end");
    }
    if (inHead || line.size() < LONGEST_CHECKED) {
      line.write(one);
    }
    if (--left == 0) {
      whole();
    }
  }

  private void whole() {
    String words = line.toString(ISO_8859_1);
    line.reset();
    left = DIGITS;
    if (!inHead) {
      inHead = true;
      require(words.endsWith("\n") ? words.substring(0, words.length() - 1) : words);
      return;
    }
    int length = length("fetch", words);
    if (length > DIGITS) {
      left = length - DIGITS;
      inHead = false;
    } else if (length == DELIMITER && !delimited) {
      throw Refusal.invalid("fetch", "has a line without a length");
    }
  }

  private void require(String words) {
    Matcher good = GOOD.matcher(words);
    boolean fits = good.matches();
    String number = fits ? good.group("number") : null;
    if (!fits || (number != null && Long.parseLong(number) > Integer.MAX_VALUE)) {
      throw Refusal.invalid(
          "fetch", "has a line that says neither an object nor how deep: " + words.strip());
    }
    done = !delimited && words.equals("done");
  }

  /**
   * The length that a line says it has.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} for a line that no version has
   */
  static int length(String field, String digits) {
    int length = 0;
    for (int i = 0; i < digits.length(); i++) {
      int value = digits.charAt(i) > 127 ? -1 : Character.digit(digits.charAt(i), 16);
      if (value < 0) {
        throw Refusal.invalid(field, "has a line without a length");
      }
      length = length * 16 + value;
    }
    if (length == 2 || length == 3 || length > LONGEST) {
      throw Refusal.invalid(field, "has a line of length %d".formatted(length));
    }
    return length;
  }
}
