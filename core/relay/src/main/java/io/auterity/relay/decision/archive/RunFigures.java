package io.auterity.relay.decision.archive;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The totals of one run: what its calls did and cost, counted from its decisions.
 *
 * @param failovers decisions with a failed attempt at one provider and success at another
 * @param cost in nano-units
 */
public record RunFigures(
    int failovers,
    long cost,
    String currency,
    Map<String, Calls> calls,
    List<AtProvider> providers) {
  public RunFigures {
    calls = Map.copyOf(calls);
    providers = List.copyOf(providers);
  }

  /** Calls of one capability. */
  public record Calls(int succeeded, int failed) {}

  /**
   * Attempts at one provider on behalf of one step.
   *
   * @param step id of the step, without its place in a fan-out
   * @param p50Micros median of those that succeeded; null when none did
   */
  public record AtProvider(
      String provider, String step, int attempts, int failed, @Nullable Long p50Micros) {}
}
