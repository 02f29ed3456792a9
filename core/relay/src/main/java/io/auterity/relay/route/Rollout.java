package io.auterity.relay.route;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a route goes over to new offers.
 *
 * @param to the new offers, in this order
 * @param steps share of calls in thousandths, one after the other
 * @param every how long each step lasts at least
 * @param calls how many calls the new offers must have ended before a step is judged
 */
public record Rollout(
    List<Selector> to, List<Integer> steps, Duration every, int calls, Bounds stopAt) {

  public Rollout {
    to = List.copyOf(to);
    steps = List.copyOf(steps);
  }

  /**
   * Beyond what it goes back by itself; null where that does not matter.
   *
   * @param failures share of attempts that fail, in thousandths
   * @param latency mean latency, as a multiple of the old offers'
   * @param cost mean cost of a call, as a multiple of the old offers'
   */
  public record Bounds(
      @Nullable Integer failures, @Nullable Double latency, @Nullable Double cost) {}
}
