package io.auterity.insight.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.relay.plan.LearnedChoice;
import io.auterity.relay.plan.Sight;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BanditTest {

  private static final int CALLS = 20_000;

  private final LearningWorld world =
      new LearningWorld(3, "'explore': '20%', 'weights': {'cost': 0, 'latency': 0}");

  @Test
  void asksAsOftenAsItsPropensitiesSayByTheRules() {
    propensitiesHold(null);
  }

  @Test
  void asksAsOftenAsItsPropensitiesSayByWhatWasLearned() {
    propensitiesHold(world.learn(world.lessons(2_000, null, LearningWorld::contextual), null));
  }

  // The mean of 1/p over the calls in which an offer was chosen is 1 for each, whatever is chosen.
  private void propensitiesHold(@Nullable LearnedState state) {
    Map<String, Double> weights = new HashMap<>();
    for (int i = 0; i < CALLS; i++) {
      LearnedChoice choice = world.choice(world.random.nextBoolean(), state);
      weights.merge(choice.chosen(), 1 / choice.propensity() / CALLS, Double::sum);
    }

    assertThat(weights.keySet()).containsExactlyInAnyOrder("a", "b", "c");
    weights.forEach((offer, sum) -> assertThat(sum).as(offer).isCloseTo(1, within(0.1)));
  }

  @Test
  void thePlannerAsksFirstWhoWasChosen() {
    LearnedState on = world.learn(world.lessons(2_000, null, LearningWorld::contextual), null);
    for (int i = 0; i < 1_000; i++) {
      Sight seen = world.seen(world.random.nextBoolean(), i % 2 == 0 ? on : null);
      LearnedChoice choice = Objects.requireNonNull(seen.learned());

      assertThat(world.first(seen)).isEqualTo(choice.chosen());
      assertThat(choice.ofRules()).isEqualTo("a");
      assertThat(choice.version()).isEqualTo(i % 2 == 0 ? 1 : 0);
    }
  }

  @Test
  void tellsWhyItChose() {
    LearnedChoice plain = choiceThat(false);
    LearnedChoice drawn = choiceThat(true);

    assertThat(plain.why()).isEqualTo("the rules decide (priority): nothing is learned yet");
    assertThat(drawn.why()).isEqualTo("drawn, to learn from it; else " + plain.why());
  }

  private LearnedChoice choiceThat(boolean drawn) {
    LearnedChoice choice;
    do {
      choice = world.choice(true, null);
    } while (choice.chosen().equals("a") == drawn);
    return choice.chosen().equals("a") && choice.why().startsWith("drawn")
        ? choiceThat(drawn)
        : choice;
  }
}
