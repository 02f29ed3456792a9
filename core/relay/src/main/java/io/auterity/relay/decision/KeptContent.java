package io.auterity.relay.decision;

import io.auterity.spi.DataClass;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Input or output as the decision keeps it.
 *
 * @param json JSON text; the beginning of it when it was cut, null when it was not kept
 * @param bytes size of the whole
 * @param note why it is not whole; null when it is
 */
public record KeptContent(@Nullable String json, int bytes, @Nullable String note) {

  /** Of a decision that could not be kept in full. */
  public static final KeptContent NOT_KEPT =
      new KeptContent(null, 0, "not kept: it could not be written");

  static final int LARGEST = 16_384;

  /** Keeps at most 16 KB, and nothing of what may hold personal data or secrets. */
  public static KeptContent of(Json value, DataClass dataClass) {
    String text = value.toString();
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (dataClass.compareTo(DataClass.PERSONAL) >= 0) {
      return new KeptContent(null, bytes, "not kept: it may hold personal data");
    }
    return bytes <= LARGEST
        ? new KeptContent(text, bytes, null)
        : new KeptContent(start(text), bytes, "cut at %d bytes".formatted(LARGEST));
  }

  // A character takes at most three bytes of UTF-8, a pair of surrogates four.
  private static String start(String text) {
    int end = 0;
    int size = 0;
    while (end < text.length()) {
      char c = text.charAt(end);
      size += c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isSurrogate(c) ? 2 : 3;
      if (size > LARGEST) {
        break;
      }
      end++;
    }
    boolean splits = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splits ? end - 1 : end);
  }
}
