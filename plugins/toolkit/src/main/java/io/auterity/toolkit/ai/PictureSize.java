package io.auterity.toolkit.ai;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.toolkit.Refusal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The size of a picture that is asked for.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record PictureSize(int width, int height) {

  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{1,4})x([1-9][0-9]{1,4})");

  /**
   * The size that is asked for; null when the model may choose.
   *
   * @throws CallFailedException {@code invalid} when it is no size
   */
  public static @Nullable PictureSize of(ImageStyle style) {
    String size = style.size();
    if (size == null || size.equals("auto")) {
      return null;
    }
    Matcher sides = SIZE.matcher(size);
    if (!sides.matches()) {
      throw Refusal.invalid("style.size", "must be as 1024x1024 or auto, not " + size);
    }
    return new PictureSize(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
  }

  /**
   * Its shape in lowest terms, such as 16:9.
   *
   * @param known shapes that the model draws
   * @throws CallFailedException {@code unsupported} when it is none of them
   */
  public String shape(Collection<String> known) {
    int common = BigInteger.valueOf(width).gcd(BigInteger.valueOf(height)).intValueExact();
    String shape = width / common + ":" + height / common;
    if (!known.contains(shape)) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "style.size",
          "the model draws no shape of %dx%d, which is %s: it draws %s"
              .formatted(width, height, shape, String.join(", ", new TreeSet<>(known))));
    }
    return shape;
  }
}
