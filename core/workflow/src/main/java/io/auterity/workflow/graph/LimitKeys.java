package io.auterity.workflow.graph;

import org.jspecify.annotations.Nullable;

/**
 * The keys by which a run counts for the limits of its workflow: empty text where all runs count
 * together, null without that limit.
 *
 * @param runs for those under way at once
 * @param starts for the rate of starts
 * @param settle for starts that wait for others
 */
public record LimitKeys(@Nullable String runs, @Nullable String starts, @Nullable String settle) {

  /** Of a run that no limit counts. */
  public static final LimitKeys NONE = new LimitKeys(null, null, null);

  /** Whether the run may have to wait before it begins. */
  public boolean mayWait() {
    return runs != null || settle != null;
  }
}
