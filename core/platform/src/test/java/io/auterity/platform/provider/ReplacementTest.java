package io.auterity.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.PlatformCause;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplacementTest {

  private static final Failure GONE = Failure.of(FailureCode.CANCELLED, "the caller has gone");

  private final Cancellation call = new Cancellation();
  private final Replacement read = new Replacement(call, Effect.NONE);
  private final Replacement write = new Replacement(call, Effect.NON_IDEMPOTENT);

  @Test
  void aCallThatIsCutHasItsCauseInThePlatformAndMayBeRepeated() {
    Failure told = cutDuring(read, GONE);

    assertThat(PlatformCause.of(told)).isEqualTo(PlatformCause.REPLACED);
    assertThat(told.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(told.retryable()).isTrue();
    assertThat(told.applied()).isEqualTo(Applied.NO);
  }

  @Test
  void nobodyKnowsHowFarAWriteHadComeThatIsCut() {
    assertThat(cutDuring(write, GONE).applied()).isEqualTo(Applied.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource
  void aConnectorThatBreaksOverTheCutSaysItselfWhatWasApplied(Applied applied) {
    Failure broken = Failure.of(FailureCode.INTERNAL, "broke").withApplied(applied);

    assertThat(cutDuring(write, broken).applied()).isEqualTo(applied);
  }

  @Test
  void anAnswerOfTheVendorStaysAsItIs() {
    Failure wrong = Failure.of(FailureCode.INVALID, "no such project");

    assertThat(cutDuring(write, wrong)).isSameAs(wrong);
  }

  @Test
  void aWriteThatIsCutBeforeItBeginsIsCertainlyNotApplied() {
    call.cutOff();

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> write.during(Applied.NO, () -> "sent"))
        .satisfies(e -> assertThat(e.failure().applied()).isEqualTo(Applied.NO))
        .satisfies(
            e -> assertThat(PlatformCause.of(e.failure())).isEqualTo(PlatformCause.REPLACED));
  }

  @Test
  void aCallerWhoWentBeforeTheCutIsNoReplacement() {
    call.cancel();

    assertThat(cutDuring(read, GONE)).isSameAs(GONE);
  }

  @Test
  void aFailureAmongTheEventsOfAStreamIsToldTheSame() {
    assertThat(read.told(new ChatEvent.Failed(GONE))).isEqualTo(new ChatEvent.Failed(GONE));

    call.cutOff();

    assertThat(read.told(new ChatEvent.Failed(GONE)))
        .isInstanceOfSatisfying(
            ChatEvent.Failed.class,
            event ->
                assertThat(PlatformCause.of(event.failure())).isEqualTo(PlatformCause.REPLACED));
  }

  private Failure cutDuring(Replacement replacement, Failure thrown) {
    try {
      replacement.during(
          Applied.NO,
          () -> {
            call.cutOff();
            throw new CallFailedException(thrown);
          });
    } catch (CallFailedException e) {
      return e.failure();
    }
    throw new AssertionError("the call succeeded");
  }
}
