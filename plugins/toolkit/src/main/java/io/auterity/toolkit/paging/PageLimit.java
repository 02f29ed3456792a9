package io.auterity.toolkit.paging;

import io.auterity.toolkit.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The page size limit of a list (pagination).
 *
 * @param usual when the caller asks for nothing
 * @param most what the caller may ask for
 */
public record PageLimit(int usual, int most) {

  /**
   * The length of the page.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} unless 1 to {@code most} is asked
   */
  public int of(@Nullable Integer asked) {
    if (asked == null) {
      return usual;
    }
    if (asked < 1 || asked > most) {
      throw Refusal.invalid("limit", "must be 1 to %d, not %d".formatted(most, asked));
    }
    return asked;
  }
}
