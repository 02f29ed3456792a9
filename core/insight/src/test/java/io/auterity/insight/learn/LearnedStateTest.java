package io.auterity.insight.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auterity.relay.route.RouteLearning;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is learned from many calls whose truth is known; chance has a seed. */
class LearnedStateTest {

  private static final String LEARN =
      "'explore': '20%', 'weights': {'accuracy': 1, 'cost': 0, 'latency': 0}";

  private final LearningWorld world = new LearningWorld(7, LEARN);

  @Test
  void theRulesDecideUntilEnoughCallsAreScored() {
    LearnedState state = world.learn(world.lessons(199, null, LearningWorld::contextual), null);

    assertThat(state.on()).isFalse();
    assertThat(state.why()).isEqualTo("the rules decide (priority): 199 of 200 scored calls");
  }

  @Test
  void whatIsLearnedDecidesOnceItIsShownToDoBetter() {
    LearnedState state = world.learn(world.lessons(2_000, null, LearningWorld::contextual), null);

    assertThat(state.on()).isTrue();
    assertThat(state.why()).startsWith("what was learned decides: +0.2");
    assertThat(state.gainLow()).isPositive();
    assertThat(preferred(state, true)).isEqualTo("b");
    assertThat(preferred(state, false)).isEqualTo("a");
  }

  private String preferred(LearnedState state, boolean question) {
    return world.choice(question, state).preferred();
  }

  // By the rules 0.6 are right; by what is to be learned 0.85.
  @Test
  void estimatesComeCloseToTheTruth() {
    HoldoutScore found =
        world.learn(world.lessons(5_000, null, LearningWorld::contextual), null).evidence();

    assertThat(found.rules()).isCloseTo(0.6, within(0.03));
    assertThat(found.learned()).isCloseTo(0.85, within(0.06));
    assertThat(found.error()).isBetween(0.005, 0.03);
    // Whoever is asked each time is right in 0.6 at best.
    assertThat(found.regret().rules()).isCloseTo(0, within(0.06));
    assertThat(found.regret().learned()).isCloseTo(-0.25, within(0.08));
    assertThat(found.calibrationError()).isLessThan(0.05);
    assertThat(found.bins().stream().mapToInt(HoldoutScore.Bin::calls).sum()).isEqualTo(5_000);
    assertThat(found.offers()).extracting(HoldoutScore.Known::offer).containsExactly("a", "b", "c");
  }

  @Test
  void regretIsMeasuredByWhatCameOfTheCallsAndNotByTheModel() {
    HoldoutScore found =
        world
            .learn(
                world.lessons(5_000, null, (question, offer) -> offer.equals("b") ? 0.9 : 0.5),
                null)
            .evidence();

    assertThat(found.regret().rules()).isCloseTo(0.4, within(0.06));
    assertThat(found.regret().learned()).isCloseTo(0, within(0.06));
    assertThat(found.regret().asked()).isCloseTo(0.4 * (1 - 0.2 / 3), within(0.06));
  }

  @Test
  void nothingIsSwitchedOnWhereThereIsNothingToLearn() {
    for (int seed = 0; seed < 40; seed++) {
      LearningWorld alike = new LearningWorld(seed, LEARN);
      LearnedState state = alike.learn(alike.lessons(1_000, null, LearningWorld::alike), null);

      assertThat(state.on()).as("seed %d: %s", seed, state.why()).isFalse();
    }
  }

  @Test
  void whatDecidesGoesOnUntilItIsShownToDoWorse() {
    assertThat(decides(0.05, 0.02, 100, true)).isTrue();
    assertThat(decides(0.05, 0.01, 100, false)).isTrue();
    assertThat(decides(0.05, 0.03, 100, true)).isTrue();
    assertThat(decides(0.05, 0.03, 100, false)).isFalse();
    assertThat(decides(-0.05, 0.04, 100, true)).isTrue();
    assertThat(decides(-0.05, 0.02, 100, true)).isFalse();
    assertThat(decides(0.05, 0.02, 19, false)).isFalse();
  }

  private boolean decides(double gain, double error, int differing, boolean was) {
    HoldoutScore.Regret none = new HoldoutScore.Regret(0, 0, 0);
    return LearnedState.decides(
        new HoldoutScore(500, 0.5, 0.5 + gain, error, differing, none, 0, List.of(), List.of()),
        there(world.route.learning()),
        was);
  }

  private static RouteLearning there(@Nullable RouteLearning learning) {
    return Objects.requireNonNull(learning);
  }

  @Test
  void withTooFewScoresLeftTheRulesDecideAgain() {
    LearnedState on = world.learn(world.lessons(2_000, null, LearningWorld::contextual), null);
    LearnedState few = world.learn(world.lessons(100, on, LearningWorld::contextual), on);

    assertThat(on.on()).isTrue();
    assertThat(few.on()).isFalse();
    assertThat(few.version()).isEqualTo(2);
    assertThat(world.choice(true, few).preferred()).isEqualTo("a");
  }

  @Test
  void estimatesHoldWhileWhatWasLearnedDecides() {
    LearnedState on = world.learn(world.lessons(2_000, null, LearningWorld::contextual), null);
    LearnedState next = world.learn(world.lessons(5_000, on, LearningWorld::contextual), on);

    assertThat(next.on()).isTrue();
    assertThat(next.evidence().rules()).isCloseTo(0.6, within(0.05));
    assertThat(next.evidence().learned()).isCloseTo(0.85, within(0.03));
    assertThat(next.evidence().regret().asked()).isCloseTo(0.6 - 0.77, within(0.1));
  }

  @Test
  void isReadAsItWasWritten() {
    LearnedState state = world.learn(world.lessons(300, null, LearningWorld::contextual), null);
    byte[] written = LearnedFormat.write(state);
    LearnedState read = LearnedFormat.read(written);

    assertThat(LearnedFormat.write(read)).isEqualTo(written);
    assertThat(read.evidence()).isEqualTo(state.evidence());
    assertThat(read.why()).isEqualTo(state.why());
    assertThat(preferred(read, true)).isEqualTo(preferred(state, true));
    for (int length : new int[] {0, 1, 40, written.length - 1}) {
      assertThatThrownBy(() -> LearnedFormat.read(Arrays.copyOf(written, length)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
