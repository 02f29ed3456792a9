package io.auterity.workflow.view;

import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.query.RunQuery;
import org.jspecify.annotations.Nullable;

/**
 * A query for a page of executions of steps; null means any.
 *
 * @param item index of the outermost list
 */
public record StepQuery(
    @Nullable Integer node,
    @Nullable StepPhase phase,
    @Nullable Integer item,
    @Nullable String cursor,
    int limit) {
  public StepQuery {
    if (limit < 1 || limit > RunQuery.MOST) {
      throw new IllegalArgumentException("limit must be from 1 to " + RunQuery.MOST);
    }
  }
}
