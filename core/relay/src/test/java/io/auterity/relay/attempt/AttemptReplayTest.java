package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.AttemptHistory.Kind;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.SampleDecision;
import io.auterity.relay.route.RouteRetry;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptReplayTest {

  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503");
  private static final List<Choice> PLAN = List.of(new Choice("a", false), new Choice("b", false));

  @Test
  void whatFollowsFromWhatHappenedIsNoDifference() {
    assertThat(
            difference(
                List.of(
                    note(Kind.BEGAN, 1),
                    note(Kind.FAILED, 1),
                    note(Kind.BEGAN, 2),
                    note(Kind.ENDED, 2)),
                tried(1, "a", DOWN),
                tried(2, "b", null)))
        .isNull();
  }

  @Test
  void anOfferThatWasNotTheNextIsOne() {
    assertThat(
            difference(
                List.of(note(Kind.BEGAN, 1), note(Kind.FAILED, 1), note(Kind.BEGAN, 2)),
                tried(1, "a", DOWN),
                tried(2, "a", null)))
        .isEqualTo("Attempt 2 at a does not follow from what happened.");
  }

  @Test
  void anAttemptThatNothingLedToIsOne() {
    assertThat(
            difference(
                List.of(note(Kind.BEGAN, 1), note(Kind.BEGAN, 2)),
                tried(1, "a", null),
                tried(2, "b", null)))
        .isEqualTo("Attempt 2 would not be made now.");
  }

  @Test
  void anotherEndingIsOne() {
    assertThat(difference(List.of(note(Kind.BEGAN, 1)), tried(1, "a", null)))
        .isEqualTo("The call would be under way now and was succeeded.");
  }

  private static @Nullable String difference(
      List<AttemptHistory.Note> notes, Decision.Tried... attempts) {
    Decision sample = SampleDecision.read();
    Decision decision =
        new Decision(
            sample.format(),
            sample.id(),
            sample.call(),
            sample.timing(),
            new Decision.Result(Decision.Ending.SUCCEEDED, null, "b", "b", List.of()),
            sample.planning(),
            List.of(attempts),
            sample.costs(),
            sample.stages(),
            new AttemptHistory(notes, List.of()),
            null);
    AttemptRules rules = new AttemptRules(Effect.NONE, 1_000, RouteRetry.STANDARD, Set.of(), null);
    return new AttemptReplay(decision, PLAN, PLAN, rules).difference();
  }

  private static AttemptHistory.Note note(Kind kind, int attempt) {
    return new AttemptHistory.Note(kind, attempt, 1, List.of());
  }

  private static Decision.Tried tried(int number, String offer, @Nullable Failure failure) {
    return new Decision.Tried(
        number, offer, List.of(), 0, 1, failure, false, false, Map.of(), 0, offer, false, null,
        null, null, null);
  }
}
