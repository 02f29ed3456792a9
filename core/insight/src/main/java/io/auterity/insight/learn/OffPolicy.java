package io.auterity.insight.learn;

import io.auterity.relay.route.RouteLearning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Estimates what calls would have been worth if another offer had been asked: doubly robust (Dudík,
 * Langford and Li, "Doubly Robust Policy Evaluation and Learning", 2011), with the propensities
 * that each choice was recorded with, and models that were fitted on the other four fifths of the
 * calls. What is unbiased, and what is not, tells docs/decisions/0007-judged-pairs.md.
 */
final class OffPolicy {

  private static final int FOLDS = 5;
  private static final int BINS = 10;

  private final RouteLearning learning;
  private final LearnedModel whole;
  private final List<Lesson> taught;
  private final List<Lesson> lessons;
  private final double[] ofRules;
  private final double[] ofLearned;
  private final List<Foreseen> foreseen = new ArrayList<>();
  private final double[] ofAsked;
  private final Map<String, double[]> ofEach = new TreeMap<>();
  private int differing;

  /** What an answer's score was expected to be, and what it was. */
  private record Foreseen(double expected, double given) {}

  private OffPolicy(List<Lesson> taught, LearnedModel whole, RouteLearning learning) {
    List<Lesson> pairs = taught.stream().filter(one -> one.copied() != null).toList();
    this.taught = taught;
    // Two judges in one sum, and rare draws beside pairs, would make it harder to believe.
    this.lessons = pairs.size() >= learning.calls() ? pairs : taught;
    this.whole = whole;
    this.learning = learning;
    this.ofRules = new double[lessons.size()];
    this.ofLearned = new double[lessons.size()];
    this.ofAsked = new double[lessons.size()];
    for (Lesson lesson : lessons) {
      for (String offer : lesson.choice().offers()) {
        ofEach.computeIfAbsent(offer, of -> new double[lessons.size()]);
      }
    }
  }

  /**
   * Of these calls.
   *
   * @param whole learned from all of them
   */
  static HoldoutScore of(List<Lesson> lessons, LearnedModel whole, RouteLearning learning) {
    OffPolicy estimate = new OffPolicy(lessons, whole, learning);
    estimate.crossFit();
    return estimate.evidence();
  }

  private void crossFit() {
    Map<String, ArmSums> all = LearnedModel.sums(taught, whole.dear(), whole.slow());
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      List<Lesson> mine = taught.stream().filter(one -> fold(one) == held).toList();
      Map<String, ArmSums> others = new TreeMap<>(all);
      LearnedModel.sums(mine, whole.dear(), whole.slow())
          .forEach((offer, sums) -> others.computeIfPresent(offer, (o, sum) -> sum.without(sums)));
      LearnedModel model = LearnedModel.of(others, whole.dear(), whole.slow());
      for (int i = 0; i < lessons.size(); i++) {
        if (fold(lessons.get(i)) == held) {
          weigh(i, model);
        }
      }
    }
  }

  private static int fold(Lesson lesson) {
    return Math.floorMod(lesson.call().hashCode(), FOLDS);
  }

  private void weigh(int i, LearnedModel model) {
    Lesson lesson = lessons.get(i);
    double[] features = lesson.features();
    String rules = lesson.choice().ofRules();
    String best = model.best(learning, lesson.choice().offers(), features);
    String learned = best == null ? rules : best;
    CallEstimate estimate = new CallEstimate(lesson, model, learning);
    ofRules[i] = estimate.worth(rules);
    ofLearned[i] = estimate.worth(learned);
    ofAsked[i] = model.worth(learning, lesson.served());
    boolean seen = lesson.answers().stream().anyMatch(one -> one.offer().equals(learned));
    differing += !learned.equals(rules) && seen ? 1 : 0;
    for (Lesson.Answered one : lesson.answers()) {
      foreseen.add(new Foreseen(model.expectedScore(one.offer(), features), one.score()));
    }
    ofEach.forEach(
        (offer, values) ->
            values[i] =
                lesson.choice().offers().contains(offer) ? estimate.worth(offer) : ofRules[i]);
  }

  // Which offer is best is found from other calls than those it is judged by: one that is best by
  // chance in some is not in others.
  private double ofBestOffer() {
    double sum = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      sum +=
          ofEach.values().stream()
              .max(Comparator.comparingDouble(values -> sum(values, held, false)))
              .map(values -> sum(values, held, true))
              .orElse(0.0);
    }
    return sum / Math.max(1, lessons.size());
  }

  private double sum(double[] values, int fold, boolean within) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (fold(lessons.get(i)) == fold) == within ? values[i] : 0;
    }
    return sum;
  }

  private HoldoutScore evidence() {
    int calls = lessons.size();
    double rules = mean(ofRules);
    double learned = mean(ofLearned);
    double squares = 0;
    for (int i = 0; i < calls; i++) {
      double difference = ofLearned[i] - ofRules[i] - (learned - rules);
      squares += difference * difference;
    }
    double error = calls < 2 ? 0 : Math.sqrt(squares / (calls - 1) / calls);
    List<HoldoutScore.Bin> bins = bins();
    double distance =
        bins.stream().mapToDouble(b -> b.calls() * Math.abs(b.expected() - b.given())).sum();
    double each = Math.max(1, foreseen.size());
    double best = ofBestOffer();
    return new HoldoutScore(
        calls,
        rules,
        learned,
        error,
        differing,
        new HoldoutScore.Regret(best - mean(ofAsked), best - rules, best - learned),
        distance / each,
        bins,
        known());
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  private List<HoldoutScore.Bin> bins() {
    int[] calls = new int[BINS];
    double[] expected = new double[BINS];
    double[] given = new double[BINS];
    for (Foreseen one : foreseen) {
      int bin = Math.min(BINS - 1, (int) (one.expected() * BINS));
      calls[bin]++;
      expected[bin] += one.expected();
      given[bin] += one.given();
    }
    List<HoldoutScore.Bin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      if (calls[b] > 0) {
        bins.add(
            new HoldoutScore.Bin(
                (double) b / BINS,
                (b + 1.0) / BINS,
                calls[b],
                expected[b] / calls[b],
                given[b] / calls[b]));
      }
    }
    return bins;
  }

  private List<HoldoutScore.Known> known() {
    return taught.stream()
        .flatMap(lesson -> lesson.answers().stream())
        .collect(Collectors.groupingBy(Lesson.Answered::offer, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(
            entry -> {
              List<Lesson.Answered> of = entry.getValue();
              return new HoldoutScore.Known(
                  entry.getKey(),
                  of.size(),
                  of.stream().mapToDouble(Lesson.Answered::score).average().orElse(0),
                  of.stream().mapToDouble(Lesson.Answered::cost).average().orElse(0),
                  of.stream().mapToDouble(Lesson.Answered::took).average().orElse(0) / 1_000_000);
            })
        .toList();
  }
}
