package io.auterity.platform.secret;

import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Tokens of addresses that outsiders call: 256 random bits and a mark that only a holder of the key
 * file can make, so that a guessed token is told from one of ours without the database.
 */
public final class MarkedToken {

  private static final int BYTES = 32;
  private static final int MARK_BYTES = 8;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{54}");

  private MarkedToken() {}

  /** A fresh one as text. */
  public static String fresh(ContentSeal seal, RandomGenerator random) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    byte[] marked = Arrays.copyOf(bits, BYTES + MARK_BYTES);
    System.arraycopy(seal.mark(bits), 0, marked, BYTES, MARK_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(marked);
  }

  /** Whether a text is a token that was made with this key file. */
  public static boolean isMarked(ContentSeal seal, String token) {
    if (!TOKEN.matcher(token).matches()) {
      return false;
    }
    byte[] marked = Base64.getUrlDecoder().decode(token);
    return seal.marked(
        Arrays.copyOf(marked, BYTES), Arrays.copyOfRange(marked, BYTES, marked.length));
  }
}
