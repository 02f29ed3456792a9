package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Cursor;
import io.auterity.spi.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param cursor null for the first
 */
public record Slice(@Nullable Cursor cursor, int limit) {

  /** The items of all pages of a list, none of which may be longer than its limit. */
  public static <T> List<T> all(Function<Slice, Page<T>> list, int limit) {
    List<T> items = new ArrayList<>();
    Cursor cursor = null;
    do {
      Page<T> page = list.apply(new Slice(cursor, limit));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      items.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    return items;
  }
}
