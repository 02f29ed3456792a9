package io.auterity.insight.counterfactual;

import io.auterity.insight.counterfactual.SavingReport.Day;
import io.auterity.insight.counterfactual.SavingReport.Kind;
import io.auterity.insight.counterfactual.SavingReport.LeftOut;
import io.auterity.insight.counterfactual.SavingReport.OfferAnswers;
import io.auterity.insight.counterfactual.SavingReport.Reason;
import io.auterity.insight.counterfactual.SavingReport.ScoredAnswers;
import io.auterity.insight.counterfactual.SavingReport.Step;
import io.auterity.insight.usage.LatencyCounts;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The sums of a savings report, added up while calls are compared with a baseline. */
final class SavingCounts {

  private static final double MEDIAN = 0.5;
  private static final double MILLION = 1e6;
  private static final int MOST_OFFERS = 5;
  private static final int MOST_NAMED = 10;

  private final Map<Place, Sum> steps = new HashMap<>();
  private final Map<Kind, LatencyCounts> caches = new EnumMap<>(Kind.class);
  private final Map<Lost, Missing> leftOut = new HashMap<>();
  private final SortedMap<LocalDate, long[]> days = new TreeMap<>();
  private final LatencyCounts atBaseline = new LatencyCounts();
  private final Worth worthAtBaseline = new Worth();
  private long calls;
  private long estimated;

  private record Place(Kind kind, @Nullable String rule) {}

  private record Lost(Reason reason, String currency) {}

  private static final class Missing {
    private final TreeSet<String> what = new TreeSet<>();
    private long calls;
    private long cost;
  }

  // In whole millionths, so that the order in which they are added up cannot matter.
  static final class Worth {
    private long calls;
    private long sum;
    private long squares;

    void add(@Nullable Double score) {
      if (score != null) {
        long millionths = Math.round(score * MILLION);
        calls++;
        sum = Math.addExact(sum, millionths);
        squares = Math.addExact(squares, Math.multiplyExact(millionths, millionths));
      }
    }

    @Nullable ScoredAnswers scores() {
      if (calls == 0) {
        return null;
      }
      double mean = (double) sum / calls;
      double spread = Math.max(0, (squares - mean * sum) / (calls - 1.0));
      return new ScoredAnswers(
          calls, mean / MILLION, calls == 1 ? null : (Double) (Math.sqrt(spread) / MILLION));
    }
  }

  /** What is known of one rule. */
  static final class Sum {
    private final Map<String, Long> offers = new HashMap<>();
    private final LatencyCounts took = new LatencyCounts();
    private final Worth worth = new Worth();
    private @Nullable String strategy;
    private long calls;
    private long before;
    private long after;
    private long besides;

    Sum add(long times, long began, long left) {
      calls += times;
      before = Math.addExact(before, began);
      after = Math.addExact(after, left);
      return this;
    }

    Sum besides(long paid) {
      besides = Math.addExact(besides, paid);
      return this;
    }

    void answered(String offer, long nanos, @Nullable Double score) {
      offers.merge(offer, 1L, Long::sum);
      took.add(nanos);
      worth.add(score);
    }
  }

  Sum route(@Nullable String id, @Nullable String strategy) {
    Sum sum = step(id == null ? Kind.DIRECT : Kind.ROUTE, id);
    // Of several the last by name, so that the order of calls does not matter.
    sum.strategy =
        sum.strategy == null || (strategy != null && strategy.compareTo(sum.strategy) > 0)
            ? strategy
            : sum.strategy;
    return sum;
  }

  Sum step(Kind kind, @Nullable String rule) {
    return steps.computeIfAbsent(new Place(kind, rule), place -> new Sum());
  }

  void took(Kind cache, long nanos) {
    caches.computeIfAbsent(cache, kind -> new LatencyCounts()).add(nanos);
  }

  void baselineAnswered(long nanos, @Nullable Double score) {
    atBaseline.add(nanos);
    worthAtBaseline.add(score);
  }

  void compared(long more, long ofThemEstimated) {
    calls += more;
    estimated += ofThemEstimated;
  }

  void day(LocalDate day, long before, long after) {
    long[] sums = days.computeIfAbsent(day, of -> new long[2]);
    sums[0] = Math.addExact(sums[0], before);
    sums[1] = Math.addExact(sums[1], after);
  }

  void leaveOut(Reason reason, String currency, long times, long cost, List<String> what) {
    Missing missing = leftOut.computeIfAbsent(new Lost(reason, currency), lost -> new Missing());
    missing.calls += times;
    missing.cost = Math.addExact(missing.cost, cost);
    missing.what.addAll(what);
  }

  SavingReport report(Baseline baseline) {
    return new SavingReport(
        baseline,
        calls,
        days.values().stream().mapToLong(day -> day[0]).reduce(0, Math::addExact),
        days.values().stream().mapToLong(day -> day[1]).reduce(0, Math::addExact),
        estimated,
        atBaseline.quantile(MEDIAN),
        worthAtBaseline.scores(),
        steps(),
        missing(),
        days.entrySet().stream()
            .map(day -> new Day(day.getKey(), day.getValue()[0], day.getValue()[1]))
            .toList());
  }

  private List<Step> steps() {
    return steps.entrySet().stream()
        .map(one -> step(one.getKey(), one.getValue()))
        .sorted(
            Comparator.comparingLong(Step::change)
                .thenComparing(Step::kind)
                .thenComparing(step -> step.rule() == null ? "" : step.rule()))
        .toList();
  }

  private Step step(Place place, Sum sum) {
    LatencyCounts took = caches.getOrDefault(place.kind(), sum.took);
    return new Step(
        place.kind(),
        place.rule(),
        sum.strategy,
        sum.offers.entrySet().stream()
            .map(one -> new OfferAnswers(one.getKey(), one.getValue()))
            .sorted(
                Comparator.comparingLong(OfferAnswers::calls)
                    .reversed()
                    .thenComparing(OfferAnswers::offer))
            .limit(MOST_OFFERS)
            .toList(),
        sum.calls,
        sum.before,
        sum.after,
        sum.besides,
        took.quantile(MEDIAN),
        sum.worth.scores());
  }

  private List<LeftOut> missing() {
    return leftOut.entrySet().stream()
        .map(
            one ->
                new LeftOut(
                    one.getKey().reason(),
                    one.getKey().currency(),
                    one.getValue().calls,
                    one.getValue().cost,
                    one.getValue().what.stream().limit(MOST_NAMED).toList()))
        .sorted(Comparator.comparing(LeftOut::reason).thenComparing(LeftOut::currency))
        .toList();
  }
}
