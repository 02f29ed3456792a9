package io.auterity.insight.learn;

import io.auterity.relay.route.RouteLearning;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * LinUCB with disjoint linear models (Li, Chu, Langford and Schapire, "A Contextual-Bandit Approach
 * to Personalized News Article Recommendation", 2010, algorithm 1), learned from scored calls: of
 * the offers that are known it prefers the one with the highest expected worth plus a share of what
 * is not known of it.
 *
 * @param dear what a dear call costs, in nano-units
 * @param slow what a slow call takes, in nanoseconds
 * @param arms by offer
 */
public record LearnedModel(double dear, double slow, Map<String, ArmModel> arms) {

  /** An offer is known from so many lessons on. */
  static final int KNOWN = 20;

  /** Offers are drawn beside, so that little optimism is needed. */
  private static final double OPTIMISM = 0.1;

  private static final double RARE = 0.95;

  public LearnedModel {
    arms = Map.copyOf(arms);
  }

  /** Sums of lessons, by offer; costs and times as shares of dear and slow calls. */
  static Map<String, ArmSums> sums(List<Lesson> lessons, double dear, double slow) {
    Map<String, ArmSums> sums = new TreeMap<>();
    for (Lesson lesson : lessons) {
      for (Lesson.Answered one : lesson.answers()) {
        sums.computeIfAbsent(one.offer(), offer -> new ArmSums())
            .add(lesson.features(), one.score(), share(one.cost(), dear), share(one.took(), slow));
      }
    }
    return sums;
  }

  static LearnedModel of(Map<String, ArmSums> sums, double dear, double slow) {
    Map<String, ArmModel> arms = new TreeMap<>();
    sums.forEach((offer, sum) -> arms.put(offer, sum.solved()));
    return new LearnedModel(dear, slow, arms);
  }

  /** From these lessons. */
  static LearnedModel of(List<Lesson> lessons) {
    double dear = rare(lessons, Lesson.Answered::cost);
    double slow = rare(lessons, Lesson.Answered::took);
    return of(sums(lessons, dear, slow), dear, slow);
  }

  private static double rare(List<Lesson> lessons, ToDoubleFunction<Lesson.Answered> of) {
    double[] sorted =
        lessons.stream()
            .flatMap(lesson -> lesson.answers().stream())
            .mapToDouble(of)
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : sorted[(int) (RARE * (sorted.length - 1))];
  }

  private static double share(double value, double whole) {
    return whole <= 0 ? 0 : Math.min(1, value / whole);
  }

  /** What an answer was worth. */
  double worth(RouteLearning learning, Lesson.Answered one) {
    return learning.worth(one.score(), share(one.cost(), dear), share(one.took(), slow));
  }

  /** What such a call is expected to be worth at an offer; 0 of one that nothing is known of. */
  double expected(RouteLearning learning, String offer, double[] features) {
    ArmModel arm = arms.get(offer);
    return arm == null
        ? 0
        : learning.worth(
            arm.expected(0, features), arm.expected(1, features), arm.expected(2, features));
  }

  /** What such an answer's score is expected to be. */
  double expectedScore(String offer, double[] features) {
    ArmModel arm = arms.get(offer);
    return arm == null ? 0 : arm.expected(0, features);
  }

  /** Expected worth and what may be better; 0 of an offer that is not known. */
  double hoped(RouteLearning learning, String offer, double[] features) {
    ArmModel arm = arms.get(offer);
    return arm == null || arm.lessons() < KNOWN
        ? 0
        : expected(learning, offer, features) + OPTIMISM * arm.width(features);
  }

  /** The first of those with the highest hope; null where none is known. */
  @Nullable String best(RouteLearning learning, List<String> offers, double[] features) {
    String best = null;
    double most = 0;
    for (String offer : offers) {
      double hoped = hoped(learning, offer, features);
      if (hoped > most) {
        most = hoped;
        best = offer;
      }
    }
    return best;
  }
}
