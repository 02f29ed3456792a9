package io.auterity.platform.noun;

import io.auterity.platform.id.WireId;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of lists: how long they are and where the next one begins. */
public final class Paging {

  private static final int USUAL = 50;
  private static final int MOST = 500;

  /** The length of a page, as asked for within bounds. */
  public static int limit(@Nullable Integer asked) {
    return limit(asked, MOST);
  }

  /** The same of a list whose pages may be of another length. */
  public static int limit(@Nullable Integer asked, int most) {
    int limit = asked == null ? USUAL : asked;
    if (limit < 1 || limit > most) {
      throw new CallFailedException(
          FailureCode.INVALID, "limit is 1 to %d, not %d".formatted(most, limit));
    }
    return limit;
  }

  /**
   * Where a page begins.
   *
   * @param text the id of the last item of the page before; null on the first page
   * @throws CallFailedException {@code invalid}, as on every list, for what is no cursor
   */
  public static @Nullable UUID cursor(WireId kind, @Nullable String text) {
    try {
      return text == null ? null : kind.read(text);
    } catch (CallFailedException e) {
      throw noCursor(text);
    }
  }

  /** What every list answers to what is no cursor of it. */
  public static CallFailedException noCursor(@Nullable String text) {
    return new CallFailedException(
        FailureCode.INVALID, "'%s' is no cursor of this list".formatted(text));
  }

  /**
   * A page of the first {@code size} of {@code found}, which holds one more when there is more.
   *
   * @param cursor names the place of an item; the next page begins behind it
   */
  public static <T> PageOf<T> page(List<T> found, int size, Function<T, String> cursor) {
    boolean more = found.size() > size;
    List<T> items = more ? found.subList(0, size) : found;
    return new PageOf<>(items, more ? cursor.apply(items.getLast()) : null, more);
  }
}
