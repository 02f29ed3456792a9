package io.auterity.spi;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items in the order of the list
 * @param next where the next page begins; null on the last page
 * @param truncated whether the vendor ends the list before its end, so that there is more than all
 *     pages hold
 * @param total how many items the whole list has, those beyond the end of a truncated one among
 *     them; null when the vendor does not tell
 * @param note what its reader must know of how the list was made, as a sentence, such as that a
 *     semantic search found by keywords alone; null where all is as usual
 */
public record Page<T>(
    List<T> items,
    @Nullable Cursor next,
    @Description(
            "Whether the vendor stops before the end of the list: there is more than its pages"
                + " hold")
        boolean truncated,
    @Description("How many items the whole list has, where the vendor tells") @Nullable Long total,
    @Description(
            "What to know of how the list was made, such as that a semantic search found by"
                + " keywords alone; absent where all is as usual")
        @Nullable String note) {
  public Page {
    items = List.copyOf(items);
    if (total != null && total < 0) {
      throw new IllegalArgumentException("a list of %d items".formatted(total));
    }
  }

  /** A page of which there is nothing more to know. */
  public Page(List<T> items, @Nullable Cursor next, boolean truncated, @Nullable Long total) {
    this(items, next, truncated, total, null);
  }

  /** A page of a list that goes to its end, of a vendor that does not tell how long it is. */
  public Page(List<T> items, @Nullable Cursor next) {
    this(items, next, false, null);
  }

  /** The same page with another thing in place of each. */
  public <U> Page<U> map(Function<? super T, ? extends U> change) {
    return new Page<>(items.stream().<U>map(change).toList(), next, truncated, total, note);
  }

  public Page<T> withNext(@Nullable Cursor value) {
    return new Page<>(items, value, truncated, total, note);
  }

  public Page<T> withNote(@Nullable String value) {
    return new Page<>(items, next, truncated, total, value);
  }
}
