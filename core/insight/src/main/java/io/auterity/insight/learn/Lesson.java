package io.auterity.insight.learn;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.LearnedChoice;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The result of one call, and how the offer that answers it was chosen.
 *
 * @param served of the offer that answered the caller
 * @param there among whom the copy's offer was drawn, but for the one that was chosen for the call;
 *     empty without a copy
 * @param copied of the other offer that was asked too; null where none was
 */
public record Lesson(
    UUID call,
    String route,
    LearnedChoice choice,
    Answered served,
    List<String> there,
    @Nullable Answered copied) {

  /**
   * What asking one offer came to.
   *
   * @param score what its answer was worth, from 0 to 1
   * @param cost of all its attempts, in nano-units
   * @param took of the whole call, in nanoseconds
   */
  public record Answered(String offer, double score, double cost, double took) {}

  public Lesson {
    there = List.copyOf(there);
  }

  /** A call that only one offer was asked. */
  Lesson(UUID call, String route, LearnedChoice choice, Answered served) {
    this(call, route, choice, served, List.of(), null);
  }

  /**
   * Of a call that its caller scored; none where another offer was asked first than had been
   * chosen, of a copy, or where an outage was rehearsed.
   */
  static Optional<Lesson> of(Decision decision, double score) {
    Decision.Planning planning = decision.planning();
    LearnedChoice choice = choice(decision);
    return planning == null
            || planning.route() == null
            || choice == null
            || decision.call().shadows() != null
            || decision.rehearsal() != null
        ? Optional.empty()
        : Optional.of(
            new Lesson(
                decision.id(), planning.route().id(), choice, answered(decision, choice, score)));
  }

  /** Of a call and a copy of it that were judged. */
  static Optional<Lesson> of(Lessons.Judged pair) {
    LearnedChoice other = choice(pair.copy());
    Decision.Planning planned = pair.copy().planning();
    return other == null || planned == null
        ? Optional.empty()
        : of(pair.call(), pair.score())
            .map(
                one ->
                    new Lesson(
                        one.call(),
                        one.route(),
                        one.choice(),
                        one.served(),
                        Bandit.offers(planned.ranked(), planned.sight()),
                        answered(pair.copy(), other, pair.copyScore())));
  }

  private static @Nullable LearnedChoice choice(Decision decision) {
    Decision.Planning planning = decision.planning();
    LearnedChoice choice = planning == null ? null : planning.sight().learned();
    return choice == null
            || decision.attempts().isEmpty()
            || choice.features().size() != CallFeatures.SIZE
            || !choice.chosen().equals(decision.attempts().getFirst().offer())
        ? null
        : choice;
  }

  private static Answered answered(Decision decision, LearnedChoice choice, double score) {
    return new Answered(
        choice.chosen(), score, decision.costs().used().cost(), decision.timing().tookNanos());
  }

  /** What is known of the call. */
  List<Answered> answers() {
    Answered other = copied;
    return other == null ? List.of(served) : List.of(served, other);
  }

  /**
   * How many answers of an offer were to be expected, by how likely it was to be chosen and to be
   * drawn for the copy: never nothing of one that gave one.
   */
  double expected(String offer) {
    double drawn = 0;
    if (there.contains(offer)) {
      for (String chosen : choice.offers()) {
        int among = there.size() - (there.contains(chosen) ? 1 : 0);
        drawn += chosen.equals(offer) ? 0 : choice.propensity(chosen) / among;
      }
    }
    return choice.propensity(offer) + drawn;
  }

  double[] features() {
    return choice.features().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
