package io.auterity.server.runs.evidence;

import io.auterity.server.web.json.Money;
import java.util.List;

/**
 * What the decisions of one run add up to.
 *
 * @param failovers decisions with a failed attempt at one provider and success at another
 * @param repeatedSteps decisions that began after their step was finished
 */
public record Evidence(int failovers, int repeatedSteps, Money cost, List<RunProvider> providers) {
  public Evidence {
    providers = List.copyOf(providers);
  }
}
