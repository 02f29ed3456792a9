package io.auterity.relay.learn;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.LearnedChoice;
import java.util.Optional;
import java.util.UUID;

/**
 * What one call came to, and how it was chosen who answers it.
 *
 * @param score what callers said that its answer was worth, from 0 to 1
 * @param cost of all its attempts, in nano-units
 * @param took of the whole call, in nanoseconds
 */
public record Lesson(
    UUID call, String route, LearnedChoice choice, double score, double cost, double took) {

  /** Of a decision; none where somebody else was asked first than had been chosen. */
  static Optional<Lesson> of(Decision decision, double score) {
    Decision.Planning planning = decision.planning();
    if (planning == null || planning.route() == null || decision.attempts().isEmpty()) {
      return Optional.empty();
    }
    LearnedChoice choice = planning.sight().learned();
    if (choice == null
        || choice.features().size() != CallFeatures.SIZE
        || !choice.chosen().equals(decision.attempts().getFirst().offer())) {
      return Optional.empty();
    }
    return Optional.of(
        new Lesson(
            decision.id(),
            planning.route().id(),
            choice,
            score,
            decision.costs().used().cost(),
            decision.timing().tookNanos()));
  }

  double[] features() {
    return choice.features().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
