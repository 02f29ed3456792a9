package io.auterity.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.transport.SentRequests.Contact;
import io.auterity.provider.TestAttempt;
import io.auterity.provider.plugin.LooseConnector;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call is told whose instance the host takes away. */
class ConnectorCallTest {

  private static final Failure GONE = Failure.of(FailureCode.CANCELLED, "the caller has gone");

  private final ProviderInstance instance = LooseInstance.idle();
  private final TestAttempt attempt = TestAttempt.ofSeconds(10);
  private final ConnectorCall read = call(Effect.NONE);
  private final ConnectorCall write = call(Effect.NON_IDEMPOTENT);

  @BeforeEach
  void begin() {
    read.begin();
    write.begin();
  }

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
    cut();

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> write.during(Applied.NO, () -> "sent"))
        .satisfies(e -> assertThat(e.failure().applied()).isEqualTo(Applied.NO))
        .satisfies(
            e -> assertThat(PlatformCause.of(e.failure())).isEqualTo(PlatformCause.REPLACED));
  }

  @Test
  void aCallerWhoWentBeforeTheCutIsNoReplacement() {
    attempt.cancel();

    assertThat(cutDuring(read, GONE)).isSameAs(GONE);
  }

  @Test
  void aCallThatHasEndedIsNotCut() {
    read.end();
    cut();

    assertThat(read.cut()).isFalse();
    assertThat(write.cut()).isTrue();
  }

  @Test
  void aFailureAmongTheEventsOfAStreamIsToldTheSame() {
    assertThat(read.told(new ChatEvent.Failed(GONE))).isEqualTo(new ChatEvent.Failed(GONE));

    cut();

    assertThat(read.told(new ChatEvent.Failed(GONE)))
        .isInstanceOfSatisfying(
            ChatEvent.Failed.class,
            event ->
                assertThat(PlatformCause.of(event.failure())).isEqualTo(PlatformCause.REPLACED));
  }

  @Test
  void aConnectorThatForgetsWhatItSentDoesNotHideIt() {
    attempt.sent().send(true);

    assertThat(during(write, GONE).applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(during(read, GONE).applied()).isEqualTo(Applied.NO);
  }

  @Test
  void aConnectorThatReadTheAnswerSaysWhatWasApplied() {
    attempt.sent().send(true).answered();

    assertThat(during(write, GONE).applied()).isEqualTo(Applied.NO);
  }

  @Test
  void aConnectorMaySayThatMoreWasAppliedThanTheTransportKnows() {
    Failure broken = Failure.of(FailureCode.INTERNAL, "broke").withApplied(Applied.YES);
    attempt.sent().send(true);

    assertThat(during(write, broken)).isSameAs(broken);
  }

  @Test
  void aConnectorThatReachesHostsHasAskedNobodyBeforeTheTransport() {
    TestAttempt other = TestAttempt.ofSeconds(10);
    new ConnectorCall(
        "test.thing.do",
        Effect.NONE,
        other,
        LooseInstance.of(LooseConnector.reaching(List.of("api.test"), List.of(), Json.EMPTY)));

    assertThat(other.sent().contact()).isEqualTo(Contact.UNASKED);
    assertThat(attempt.sent().contact()).as("it reaches none").isEqualTo(Contact.LOCAL);
  }

  private static Failure during(ConnectorCall call, Failure thrown) {
    try {
      call.during(
          Applied.NO,
          () -> {
            throw new CallFailedException(thrown);
          });
    } catch (CallFailedException e) {
      return e.failure();
    }
    throw new AssertionError("the call succeeded");
  }

  private ConnectorCall call(Effect effect) {
    return new ConnectorCall("test.thing.do", effect, attempt, instance);
  }

  private void cut() {
    instance.inFlight().cancelAll();
  }

  private Failure cutDuring(ConnectorCall call, Failure thrown) {
    try {
      call.during(
          Applied.NO,
          () -> {
            cut();
            throw new CallFailedException(thrown);
          });
    } catch (CallFailedException e) {
      return e.failure();
    }
    throw new AssertionError("the call succeeded");
  }
}
