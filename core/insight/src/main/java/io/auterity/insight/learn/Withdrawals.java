package io.auterity.insight.learn;

import io.auterity.insight.learn.Lessons.Scored;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.route.Route;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The withdrawn offers of a route with the strategy confident, which do not keep what their
 * confidence promises. Their answers were taken, since they were sure enough, and were right
 * significantly less often than the route's {@code confidence}.
 *
 * @param routeVersion of the form of the route under which the answers were taken
 * @param broken the result of each of them, by offer
 */
record Withdrawals(int routeVersion, Map<String, Broken> broken) {

  private static final String CLASSIFIES = "ai.text.classify";
  private static final int LEAST = 30;

  /** Within this another process answers by a new version of a head too. */
  private static final Duration EVERYWHERE = Duration.ofSeconds(2);

  /** It is looked at again and again, so that chance has many tries. */
  private static final double SURE = 3;

  Withdrawals {
    broken = Map.copyOf(broken);
  }

  /**
   * A promise that was not kept.
   *
   * @param promised share of answers that were to be right
   * @param right share of the scored ones that were
   */
  record Broken(double promised, int answers, double right) {
    /** By how much it was not kept. */
    double shortfall() {
      return promised - right;
    }

    /** For people. */
    String words() {
      return String.format(
          Locale.ROOT,
          "its answers were to be right in %.2f, and %d scored ones were in %.2f",
          promised,
          answers,
          right);
    }
  }

  /** The results of the taken answers of one offer; confined to its method. */
  private static final class Taken {
    private int answers;
    private double right;
  }

  /**
   * As scores tell.
   *
   * @param heads what answers for providers that are heads, of which only its own answers count
   */
  static Withdrawals of(
      Route route, List<Scored> scored, Map<String, HeadsInForce.Answering> heads) {
    Map<String, Taken> taken = new TreeMap<>();
    for (Scored one : scored) {
      if (isTaken(route, one.decision()) && isOf(heads, one.decision())) {
        Taken of =
            taken.computeIfAbsent(one.decision().attempts().getFirst().offer(), o -> new Taken());
        of.answers++;
        of.right += one.score();
      }
    }
    Map<String, Broken> broken = new TreeMap<>();
    taken.forEach(
        (offer, of) -> {
          if (isBroken(route.confidence(), of)) {
            broken.put(offer, new Broken(route.confidence(), of.answers, of.right / of.answers));
          }
        });
    return new Withdrawals(route.version(), broken);
  }

  // Earlier answers were those of another head.
  private static boolean isOf(Map<String, HeadsInForce.Answering> heads, Decision decision) {
    HeadsInForce.Answering head = heads.get(decision.attempts().getFirst().provider());
    return head == null || decision.timing().began().isAfter(head.since().plus(EVERYWHERE));
  }

  // The first answered, said that it was sure enough, and another could have been asked.
  private static boolean isTaken(Route route, Decision decision) {
    Decision.Planning planning = decision.planning();
    if (planning == null
        || planning.route() == null
        || decision.attempts().size() != 1
        || !decision.call().capability().equals(CLASSIFIES)) {
      return false;
    }
    Decision.Tried only = decision.attempts().getFirst();
    long planned =
        planning.ranked().stream()
            .filter(
                one -> one.eligibility() == RankedCandidate.Eligibility.PLANNED && !one.fallback())
            .count();
    return planning.route().id().equals(route.id())
        && planning.route().version() == route.version()
        && planned > 1
        && only.failure() == null
        && only.confidence() != null
        && only.confidence() >= route.confidence()
        && only.offer().equals(decision.result().offer());
  }

  // Scores from 0 to 1 with a mean of p deviate by at most those of a coin that falls so.
  private static boolean isBroken(double promised, Taken taken) {
    if (taken.answers < LEAST) {
      return false;
    }
    double kept = Math.clamp(promised, 0, 1);
    double deviation = Math.sqrt(kept * (1 - kept) / taken.answers);
    return taken.right / taken.answers + SURE * deviation < kept;
  }
}
