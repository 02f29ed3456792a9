package io.auterity.relay.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * All candidates in the order in which they are asked.
 *
 * @param ticketNeeded whether the call's ticket decided anything
 */
public record Plan(List<Ranked> ranked, boolean ticketNeeded) {
  public Plan {
    ranked = List.copyOf(ranked);
  }

  /** Ids of those that are asked. */
  public List<String> offers() {
    return planned().stream().map(Ranked::offer).toList();
  }

  public List<Ranked> planned() {
    List<Ranked> planned = new ArrayList<>(ranked.size());
    for (Ranked one : ranked) {
      if (one.eligibility() == Ranked.Eligibility.PLANNED) {
        planned.add(one);
      }
    }
    return planned;
  }
}
