package io.auterity.relay.decision.archive;

import io.auterity.relay.decision.Summary;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One page of decisions, the latest first.
 *
 * @param next what to search after for the next page; null on the last one
 */
public record DecisionPage(List<Summary> items, @Nullable UUID next) {
  public DecisionPage {
    items = List.copyOf(items);
  }
}
