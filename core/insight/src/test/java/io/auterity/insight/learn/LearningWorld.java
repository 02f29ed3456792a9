package io.auterity.insight.learn;

import io.auterity.provider.health.Snapshot;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.plan.LearnedChoice;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import io.auterity.relay.route.Specs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/** Calls that are questions or not, and three offers, of which the rules would ask a first. */
final class LearningWorld {

  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final LearnedState.Heard HEARD = new LearnedState.Heard(1, NOW);

  final Random random;
  final Route route;
  private final Shortlist shortlist;
  private final Sight sight;
  private final CallFacts facts = Calls.classify(Map.of());

  LearningWorld(long seed, String learn) {
    this.random = new Random(seed);
    this.route =
        Specs.route(
            "r",
            "{'use': ['a', 'b', 'c'], 'strategy': 'learned', 'learn': {'rules': 'priority', %s}}"
                .formatted(learn));
    Config config =
        new Config(
            1,
            new RouteIndex(List.of(route)),
            List.of(Fleet.ai("a"), Fleet.ai("b"), Fleet.ai("c")));
    this.shortlist = Planner.shortlist(facts, config);
    Map<String, Snapshot> seen = new HashMap<>();
    shortlist.candidates().forEach(one -> seen.put(one.id(), Fleet.WELL));
    this.sight = new Sight(seen, 0);
  }

  /** Where questions are best asked of b, and all else of a; c knows nothing. */
  static double contextual(boolean question, String offer) {
    return switch (offer) {
      case "a" -> question ? 0.4 : 0.8;
      case "b" -> question ? 0.9 : 0.3;
      default -> 0.1;
    };
  }

  /** Where it does not matter who is asked. */
  static double alike(boolean question, String offer) {
    return 0.6;
  }

  Sight seen(boolean question, @Nullable LearnedState state) {
    String text = question ? "Where is my house?" : "They took my house";
    return Bandit.choose(
        shortlist,
        sight,
        random.nextDouble(),
        Objects.requireNonNull(route.learning()),
        state,
        () -> CallFeatures.of(facts, NOW, text, null));
  }

  LearnedChoice choice(boolean question, @Nullable LearnedState state) {
    return Objects.requireNonNull(seen(question, state).learned());
  }

  /** How a copy of a call is asked of another offer. */
  LearnedChoice copied(boolean question, LearnedChoice than) {
    Sight seen = Objects.requireNonNull(Bandit.other(shortlist, sight, random.nextDouble(), than));
    return Objects.requireNonNull(seen.learned());
  }

  /** An answer of an offer, which is right as often as it is. */
  Lesson.Answered answered(boolean question, String offer) {
    return answered(contextual(question, offer), offer);
  }

  private Lesson.Answered answered(double rate, String offer) {
    return new Lesson.Answered(offer, random.nextDouble() < rate ? 1 : 0, 1_000, 1_000_000);
  }

  /** Whoever is asked first, as the planner has it. */
  String first(Sight seen) {
    return Planner.order(shortlist, seen, 0.5).offers().getFirst();
  }

  /** What came of so many calls whose answers were right as often as that. */
  List<Lesson> lessons(
      int calls, @Nullable LearnedState state, ToDoubleBiFunction<Boolean, String> right) {
    List<Lesson> lessons = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      boolean question = random.nextBoolean();
      LearnedChoice choice = choice(question, state);
      double rate = right.applyAsDouble(question, choice.chosen());
      Lesson.Answered served = answered(rate, choice.chosen());
      UUID id = new UUID(random.nextLong(), random.nextLong());
      lessons.add(new Lesson(id, "r", choice, served));
    }
    return lessons;
  }

  LearnedState learn(List<Lesson> lessons, @Nullable LearnedState before) {
    long version = before == null ? 1 : before.version() + 1;
    return LearnedState.of(route, lessons, HEARD, before, version, NOW);
  }
}
