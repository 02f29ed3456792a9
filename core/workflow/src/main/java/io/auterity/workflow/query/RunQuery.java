package io.auterity.workflow.query;

import io.auterity.workflow.journal.RunPhase;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query for a page of runs; null means any.
 *
 * @param labels that a run has
 * @param since created then or later
 * @param until created before
 * @param cursor where the page before ended
 */
public record RunQuery(
    @Nullable RunPhase phase,
    @Nullable String workflow,
    Map<String, String> labels,
    @Nullable Instant since,
    @Nullable Instant until,
    Sort sort,
    @Nullable String cursor,
    int limit) {
  public RunQuery {
    labels = Map.copyOf(labels);
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be from 1 to " + MOST);
    }
  }

  /** Runs on one page at most. */
  public static final int MOST = 200;

  /** The newest runs. */
  public static RunQuery newest(int limit) {
    return new RunQuery(null, null, Map.of(), null, null, Sort.NEWEST, null, limit);
  }

  /** The order of runs. */
  public enum Sort {
    NEWEST,
    OLDEST,
    LONGEST,
    SHORTEST
  }
}
