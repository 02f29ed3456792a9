package io.auterity.relay.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * All candidates in the order in which they are asked.
 *
 * @param ticketNeeded whether the call's ticket decided anything
 */
public record Plan(List<RankedCandidate> ranked, boolean ticketNeeded) {
  public Plan {
    ranked = List.copyOf(ranked);
  }

  /** Ids of those that are asked. */
  public List<String> offers() {
    return planned().stream().map(RankedCandidate::offer).toList();
  }

  /** Whether the call has an offer to begin with. */
  public boolean begins() {
    for (RankedCandidate one : ranked) {
      if (one.eligibility() == RankedCandidate.Eligibility.PLANNED && one.chains().mayBegin()) {
        return true;
      }
    }
    return false;
  }

  public List<RankedCandidate> planned() {
    List<RankedCandidate> planned = new ArrayList<>(ranked.size());
    for (RankedCandidate one : ranked) {
      if (one.eligibility() == RankedCandidate.Eligibility.PLANNED) {
        planned.add(one);
      }
    }
    return planned;
  }
}
