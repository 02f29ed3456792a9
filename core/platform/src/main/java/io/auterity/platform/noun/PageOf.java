package io.auterity.platform.noun;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next cursor of the next page; absent on the last
 * @param truncated whether there is more
 */
public record PageOf<T>(List<T> items, @Nullable String next, boolean truncated) {
  public PageOf {
    items = List.copyOf(items);
  }
}
