package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * The id of a tool call at a vendor that takes nine letters and digits only. The same id becomes
 * the same one each time, so that a result still names its call.
 */
final class ShortCallId {

  private static final Pattern FITTING = Pattern.compile("[a-zA-Z0-9]{9}");
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 9;

  static Json of(Json id) {
    return id instanceof Json.Str(String text) && !FITTING.matcher(text).matches()
        ? Json.of(hashed(text))
        : id;
  }

  private static String hashed(String text) {
    byte[] digest = digest(text);
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      id.append(LETTERS.charAt((digest[i] & 0xff) % LETTERS.length()));
    }
    return id.toString();
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
