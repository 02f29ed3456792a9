package io.auterity.cli.savings;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of the same calls under one set of routes.
 *
 * @param right how many answers were the true class
 * @param cost as the server's usage has it
 * @param millis of each call, sorted, with recorded answers at their recorded length
 * @param answered attempts by offer
 */
record PolicyResult(
    String policy,
    int calls,
    int right,
    BigDecimal cost,
    List<Double> millis,
    Map<String, Integer> answered) {

  PolicyResult {
    millis = List.copyOf(millis);
    answered = new TreeMap<>(answered);
  }

  double accuracy() {
    return (double) right / calls;
  }

  /** Of so many in a hundred calls none took longer. */
  double percentile(int percent) {
    int place = (int) Math.ceil(millis.size() * percent / 100.0) - 1;
    return millis.get(Math.max(0, place));
  }

  /** How much less it cost than the other, in hundredths. */
  double saving(PolicyResult than) {
    return than.cost.signum() == 0 ? 0 : 100 * (1 - cost.doubleValue() / than.cost.doubleValue());
  }
}
