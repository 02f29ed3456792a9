package io.auterity.server.runs.evidence;

import io.auterity.server.web.json.Money;
import java.util.List;

/**
 * The evidence of one run, added up from its decisions: failovers, repeated steps, cost and
 * providers.
 *
 * @param failovers decisions with a failed attempt at one provider and success at another
 * @param repeatedSteps decisions that began after their step was finished
 */
public record Evidence(int failovers, int repeatedSteps, Money cost, List<RunProvider> providers) {
  public Evidence {
    providers = List.copyOf(providers);
  }
}
