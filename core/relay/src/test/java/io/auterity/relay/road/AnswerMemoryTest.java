package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.bound.CallMemory;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.PlatformCause;
import io.auterity.provider.Attempt;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.TextToClassify;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The memory of an answer is held from the attempt that reads it to the end of its exchange. */
class AnswerMemoryTest {

  private static final TextToClassify QUESTION =
      new TextToClassify("They took my house", Map.of("a", "A", "b", "B"));
  private static final Classification ANSWER = new Classification("a", "gpt", Map.of());

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void start() {
    road.providers.add(ai("gpt"));
    road.providers.add(ai("other"));
    road.route("triage", "{'use': ['gpt'], 'fallback': ['other']}");
  }

  private static CallMemory memory(Attempt attempt) {
    return Objects.requireNonNull(attempt.memory());
  }

  @Test
  void itIsHeldUntilTheExchangeIsClosed() {
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          memory(attempt).reserve(1_000_000);
          return ANSWER;
        });

    try (Exchange exchange = road.open("ai.text.classify", QUESTION)) {
      assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);

      assertThat(road.memory.reserved()).isEqualTo(1_000_000);
      assertThat(exchange.held()).isEqualTo(1_000_000);
    }
    assertThat(road.memory.reserved()).isZero();
  }

  @Test
  void whatAnAttemptThatFailedHeldIsGivenBackToTheNext() {
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          memory(attempt).reserve(1_000_000);
          throw new CallFailedException(FailureCode.UNAVAILABLE, "it broke off");
        });
    road.providers.does(
        "other",
        (input, attempt) -> {
          assertThat(road.memory.reserved()).isZero();
          return ANSWER;
        });

    assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(road.memory.reserved()).isZero();
  }

  @Test
  void aCallWhoseAnswerFindsNoRoomFailsAndAsksNobodyElse() {
    Failure noRoom =
        PlatformCause.MEMORY.on(Failure.of(FailureCode.SATURATED, "no memory for this answer"));
    road.providers.does("gpt", ScriptedProviders.fails(noRoom));

    assertThat(road.classify())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.SATURATED));
    assertThat(road.providers.called).containsExactly("gpt");
  }

  @Test
  void whoAsksForMoreAfterTheEndGetsNone() {
    CallMemory[] late = new CallMemory[1];
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          late[0] = memory(attempt);
          return ANSWER;
        });
    road.classify();

    assertThat(failure(() -> late[0].reserve(1)).code()).isEqualTo(FailureCode.CANCELLED);
    assertThat(road.memory.reserved()).isZero();
  }

  private static Failure failure(Runnable act) {
    try {
      act.run();
      throw new AssertionError("it did not fail");
    } catch (CallFailedException e) {
      return e.failure();
    }
  }
}
