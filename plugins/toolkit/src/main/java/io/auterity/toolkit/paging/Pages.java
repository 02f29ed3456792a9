package io.auterity.toolkit.paging;

import io.auterity.spi.Cursor;
import io.auterity.spi.Page;
import io.auterity.toolkit.Refusal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages. */
public final class Pages {

  /**
   * The page of a list of which one item more than {@code limit} was read, if there was one.
   *
   * @param place where an item stands, so that the next page begins after it
   */
  public static <T> Page<T> ofOneMore(List<T> items, int limit, Function<T, String> place) {
    if (items.size() <= limit) {
      return new Page<>(items, null);
    }
    List<T> page = items.subList(0, limit);
    return new Page<>(page, new Cursor(place.apply(page.getLast())));
  }

  /** A page of a list that is wholly at hand; the cursor is the place of an item. */
  public static <T> Page<T> of(
      List<T> all, @Nullable Cursor cursor, int limit, Function<T, String> place) {
    int from = cursor == null ? 0 : after(all, cursor.value(), place);
    int to = Math.min(all.size(), from + limit + 1);
    return ofOneMore(all.subList(from, to), limit, place);
  }

  /**
   * A page of a list that is wholly at hand in the order of its places; the cursor is the place of
   * an item, also of one that is gone since.
   */
  public static <T> Page<T> ofSorted(
      List<T> all, @Nullable Cursor cursor, int limit, Function<T, String> place) {
    int from = 0;
    while (cursor != null
        && from < all.size()
        && place.apply(all.get(from)).compareTo(cursor.value()) <= 0) {
      from++;
    }
    int to = Math.min(all.size(), from + limit + 1);
    return ofOneMore(all.subList(from, to), limit, place);
  }

  private static <T> int after(List<T> all, String cursor, Function<T, String> place) {
    for (int i = 0; i < all.size(); i++) {
      if (place.apply(all.get(i)).equals(cursor)) {
        return i + 1;
      }
    }
    throw Refusal.invalid("cursor", "names no item of this list: begin again without a cursor");
  }
}
