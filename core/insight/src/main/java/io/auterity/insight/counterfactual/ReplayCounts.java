package io.auterity.insight.counterfactual;

import io.auterity.insight.counterfactual.ReplayReport.Breach;
import io.auterity.insight.counterfactual.ReplayReport.Failures;
import io.auterity.insight.counterfactual.ReplayReport.Latency;
import io.auterity.insight.counterfactual.ReplayReport.Money;
import io.auterity.insight.counterfactual.ReplayReport.Share;
import io.auterity.insight.usage.LatencyCounts;
import io.auterity.relay.decision.Decision;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The counts of a replay, in which recorded calls are planned again. */
final class ReplayCounts {

  private static final double MEDIAN = 0.5;
  private static final double MOST = 0.95;

  private long calls;
  private long unread;
  private long moved;
  private long unserved;
  private long served;
  private final Map<String, long[]> money = new TreeMap<>();
  private final Map<String, long[]> offers = new TreeMap<>();
  private final Map<String, long[]> routes = new TreeMap<>();
  private final Map<Place, long[]> places = new HashMap<>();
  private final Map<Place, LatencyCounts> latencies = new HashMap<>();
  private final Map<String, long[]> attempts = new HashMap<>();
  private final Map<Broken, Long> breaches = new HashMap<>();

  /** What is asked where; latencies of different operations have nothing to do with each other. */
  private record Place(String offer, String operation) {}

  private record Broken(String route, String required, String offer) {}

  void unread() {
    unread++;
  }

  void call(String operation, @Nullable String then, @Nullable String now) {
    calls++;
    if (then == null ? now != null : !then.equals(now)) {
      moved += then == null || now == null ? 0 : 1;
      unserved += now == null ? 1 : 0;
      served += then == null ? 1 : 0;
    }
    if (then != null) {
      pair(offers, then)[0]++;
      pair(places, new Place(then, operation))[0]++;
    }
    if (now != null) {
      pair(offers, now)[1]++;
      pair(places, new Place(now, operation))[1]++;
    }
  }

  void routes(String then, String now) {
    pair(routes, then)[0]++;
    pair(routes, now)[1]++;
  }

  /** What the attempts of the recorded call tell of their offers. */
  void attempts(List<Decision.Tried> tried, String operation) {
    for (Decision.Tried one : tried) {
      if (one.failure() == null) {
        latencies
            .computeIfAbsent(new Place(one.offer(), operation), place -> new LatencyCounts())
            .add(one.tookNanos());
      }
      if (one.failure() == null || one.failed()) {
        long[] known = pair(attempts, one.offer());
        known[0] += one.failed() ? 1 : 0;
        known[1]++;
      }
    }
  }

  void money(String currency, long paid, @Nullable Long expected) {
    long[] sums = sums(currency);
    if (expected == null) {
      sums[3]++;
    } else {
      sums[0]++;
      sums[1] += paid;
      sums[2] += expected;
    }
  }

  void besides(String currency, long paid) {
    if (paid != 0) {
      sums(currency)[4] += paid;
    }
  }

  private long[] sums(String currency) {
    return money.computeIfAbsent(currency, name -> new long[5]);
  }

  void breach(String route, String required, String offer) {
    breaches.merge(new Broken(route, required, offer), 1L, Long::sum);
  }

  private static <K> long[] pair(Map<K, long[]> counts, K key) {
    return counts.computeIfAbsent(key, known -> new long[2]);
  }

  ReplayReport report() {
    return new ReplayReport(
        calls,
        unread,
        moved,
        unserved,
        served,
        money.entrySet().stream().map(ReplayCounts::money).toList(),
        latency(),
        failures(),
        shares(offers),
        shares(routes),
        breaches());
  }

  private static Money money(Map.Entry<String, long[]> one) {
    long[] sums = one.getValue();
    return new Money(one.getKey(), sums[0], sums[1], sums[2], sums[3], sums[4]);
  }

  private Latency latency() {
    LatencyCounts before = new LatencyCounts();
    LatencyCounts after = new LatencyCounts();
    long unknown = 0;
    for (Map.Entry<Place, long[]> one : places.entrySet()) {
      LatencyCounts known = latencies.get(one.getKey());
      if (known == null) {
        unknown += one.getValue()[1];
      } else {
        before.addLike(known, one.getValue()[0]);
        after.addLike(known, one.getValue()[1]);
      }
    }
    return new Latency(
        before.quantile(MEDIAN),
        before.quantile(MOST),
        after.quantile(MEDIAN),
        after.quantile(MOST),
        unknown);
  }

  private Failures failures() {
    double[] failed = new double[2];
    long[] known = new long[2];
    long unknown = 0;
    for (Map.Entry<String, long[]> one : offers.entrySet()) {
      long[] tried = attempts.get(one.getKey());
      if (tried == null) {
        unknown += one.getValue()[1];
        continue;
      }
      for (int i = 0; i < known.length; i++) {
        failed[i] += one.getValue()[i] * (double) tried[0] / tried[1];
        known[i] += one.getValue()[i];
      }
    }
    return new Failures(share(failed[0], known[0]), share(failed[1], known[1]), unknown);
  }

  private static @Nullable Double share(double part, long of) {
    return of == 0 ? null : (Double) (part / of);
  }

  private static List<Share> shares(Map<String, long[]> counts) {
    return counts.entrySet().stream()
        .map(one -> new Share(one.getKey(), one.getValue()[0], one.getValue()[1]))
        .toList();
  }

  private List<Breach> breaches() {
    return breaches.entrySet().stream()
        .map(
            one ->
                new Breach(
                    one.getKey().route(),
                    one.getKey().required(),
                    one.getKey().offer(),
                    one.getValue()))
        .sorted(Comparator.comparingLong(Breach::calls).reversed().thenComparing(Breach::offer))
        .toList();
  }
}
