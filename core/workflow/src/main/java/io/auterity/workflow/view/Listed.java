package io.auterity.workflow.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next cursor of the page that follows; null when this is the last
 */
public record Listed<T>(List<T> items, @Nullable String next) {
  public Listed {
    items = List.copyOf(items);
  }
}
