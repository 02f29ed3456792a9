package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The style of generated images, and how many there are to be. */
public record ImageStyle(
    @Description("How many; 1 when absent") @Nullable Integer count,
    @Description("Width x height in pixels or auto, e.g. 1024x1024") @Nullable String size,
    @Description("In the vendor's words, e.g. high") @Nullable String quality,
    @Description("E.g. transparent") @Nullable String background,
    @Description("Format of the files: png, jpeg or webp") @Nullable String format,
    @Description("Whether addresses to fetch them from do in place of their bytes")
        @Nullable Boolean addresses) {

  /** As the model likes. */
  public static final ImageStyle USUAL = new ImageStyle(null, null, null, null, null, null);

  /**
   * OpenAI counts at most 6,240 tokens for a picture of the highest quality, and 300 for what it
   * shows of it on the way: the most of the vendors that publish it.
   */
  private static final long TOKENS = 16_384;

  static Map<String, Long> most(@Nullable ImageStyle style) {
    Integer asked = style == null ? null : style.count();
    long count = asked == null ? 1 : Math.max(1, asked);
    Map<String, Long> most = new LinkedHashMap<>();
    most.put(MediaUnit.IMAGES, count);
    most.put(TokenUnit.OUTPUT.wire(), count * TOKENS);
    return most;
  }
}
