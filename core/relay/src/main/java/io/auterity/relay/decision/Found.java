package io.auterity.relay.decision;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One page of decisions, the latest first.
 *
 * @param next what to search after for the next page; null on the last one
 */
public record Found(List<Summary> items, @Nullable UUID next) {
  public Found {
    items = List.copyOf(items);
  }
}
