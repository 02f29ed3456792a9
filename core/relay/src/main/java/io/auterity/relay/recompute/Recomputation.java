package io.auterity.relay.recompute;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of planning a stored decision again.
 *
 * @param plan the providers in the order that planning gives now
 * @param recorded the providers in the order that was recorded
 * @param difference in one sentence or two; null when they are the same
 */
public record Recomputation(List<String> plan, List<String> recorded, @Nullable String difference) {
  public Recomputation {
    plan = List.copyOf(plan);
    recorded = List.copyOf(recorded);
  }

  public boolean same() {
    return difference == null;
  }
}
