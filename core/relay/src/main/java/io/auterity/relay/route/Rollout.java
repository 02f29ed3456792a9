package io.auterity.relay.route;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A canary rollout of a route to new offers, step by step in shares of its calls.
 *
 * @param to the new offers, in this order
 * @param steps share of calls in thousandths, one after the other
 * @param every how long each step lasts at least
 * @param calls how many calls the new offers must have ended before a step is judged
 * @param shadow which of the other calls the new offers are asked too; null for none
 */
public record Rollout(
    List<Selector> to,
    List<Integer> steps,
    Duration every,
    int calls,
    @Nullable Shadow shadow,
    Bounds stopAt) {

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
   * @param disagreement share of compared answers that do not agree, in thousandths
   */
  public record Bounds(
      @Nullable Integer failures,
      @Nullable Double latency,
      @Nullable Double cost,
      @Nullable Integer disagreement) {}

  /**
   * Copies of calls to the old offers that go to the new ones, and whose answers only compare.
   *
   * @param share of calls to the old offers, in thousandths
   * @param atOnce how many copies are under way at most; beyond that none is made
   * @param timeout how long a copy may take
   */
  public record Shadow(int share, int atOnce, Duration timeout) {}
}
