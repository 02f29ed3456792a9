package io.auterity.platform.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Tokens that outsiders bring, such as those of addresses: 256 random bits and a mark that only a
 * holder of the key file can make, so that a guessed token is told from one of ours without the
 * database. A token may be bound to an owner, for whom alone it is one.
 */
public final class MarkedToken {

  private static final int BYTES = 32;
  private static final int MARK_BYTES = 8;

  // The last letter holds two bits.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{53}[AQgw]");

  private static final String ANYBODY = "";

  private MarkedToken() {}

  /** A fresh one as text. */
  public static String fresh(ContentSeal seal, RandomGenerator random) {
    return fresh(seal, random, ANYBODY);
  }

  /** A fresh one of an owner, as text. */
  public static String fresh(ContentSeal seal, RandomGenerator random, String owner) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    byte[] marked = Arrays.copyOf(bits, BYTES + MARK_BYTES);
    System.arraycopy(seal.mark(of(owner, bits)), 0, marked, BYTES, MARK_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(marked);
  }

  /** Whether a text is a token that was made with this key file. */
  public static boolean isMarked(ContentSeal seal, String token) {
    return isMarked(seal, token, ANYBODY);
  }

  /** Whether a text is a token that was made with this key file for that owner. */
  public static boolean isMarked(ContentSeal seal, String token, String owner) {
    if (!TOKEN.matcher(token).matches()) {
      return false;
    }
    byte[] marked = Base64.getUrlDecoder().decode(token);
    byte[] bits = Arrays.copyOf(marked, BYTES);
    return seal.marked(of(owner, bits), Arrays.copyOfRange(marked, BYTES, marked.length));
  }

  // The bits are last and of one length, so that no owner's content is another's.
  private static byte[] of(String owner, byte[] bits) {
    byte[] name = owner.getBytes(StandardCharsets.UTF_8);
    byte[] content = Arrays.copyOf(name, name.length + bits.length);
    System.arraycopy(bits, 0, content, name.length, bits.length);
    return content;
  }
}
