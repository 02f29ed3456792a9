package io.auterity.provider.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.SentRequests.Contact;
import io.auterity.provider.health.Admission.Permit;
import io.auterity.provider.health.Admission.Refusal;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.HealthSignal.Patience;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to one model of a provider, and what to all of them. */
class OfferVitalsTest {

  private static final String LARGE = "openai/large";
  private static final String MINI = "openai/mini";
  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503 from vendor");
  private static final Duration REST = Duration.ofSeconds(5);

  private final ManualTime time = new ManualTime();
  private final LiveHealth liveHealth = new LiveHealth("openai", time, time.now(), ignored -> {});

  @Test
  void aModelThatFailsTakesNoOtherDown() {
    fails(LARGE, DOWN, true, 3);

    assertThat(begin(LARGE)).isEqualTo(Refusal.BREAKER_OPEN);
    assertThat(begin(MINI)).isInstanceOf(Permit.class);
    assertThat(liveHealth.snapshot(8, LARGE).breaker()).isEqualTo(Phase.OPEN);
    assertThat(liveHealth.snapshot(8, LARGE).ofProvider()).isFalse();
    assertThat(liveHealth.snapshot(8, MINI).breaker()).isEqualTo(Phase.CLOSED);
    assertThat(liveHealth.snapshot(8, MINI).health()).isEqualTo(1000);
  }

  @Test
  void aProviderShowsTheWorstOfItsModelsAndEachByItself() {
    answers(MINI);
    fails(LARGE, DOWN, true, 3);

    ProviderHealth health = liveHealth.health(8);

    assertThat(liveHealth.snapshot(8).breaker()).isEqualTo(Phase.OPEN);
    assertThat(liveHealth.snapshot(8).health()).isEqualTo(250);
    assertThat(health.breaker()).isEqualTo(Phase.OPEN);
    assertThat(health.reason())
        .isEqualTo("openai/large: 3 failures in a row; next probe after 1 s.");
    assertThat(health.log()).extracting(ProviderHealth.PhaseChange::of).containsExactly(LARGE);
    assertThat(health.offers())
        .extracting(
            ProviderHealth.OfferHealth::offer,
            ProviderHealth.OfferHealth::breaker,
            ProviderHealth.OfferHealth::health)
        .containsExactly(tuple(LARGE, Phase.OPEN, 0), tuple(MINI, Phase.CLOSED, 1000));
  }

  @Test
  void aModelReturnsByItsOwnSteps() {
    fails(LARGE, DOWN, true, 3);
    time.advance(Duration.ofSeconds(1));

    assertThat(liveHealth.snapshot(8, LARGE).probe()).isTrue();
    answers(LARGE);

    assertThat(liveHealth.snapshot(8, LARGE).admits()).isEqualTo(10);
    assertThat(liveHealth.snapshot(8, MINI).admits()).isEqualTo(100);
  }

  @Test
  void theLimitOfAModelIsItsOwnAndTheQuotaOfAnAccountIsAllOfTheirs() {
    fails(LARGE, Failure.of(FailureCode.RATE_LIMITED, "429").withRetryAfter(REST), true, 1);
    assertThat(begin(LARGE)).isEqualTo(Refusal.RESTING);
    assertThat(begin(MINI)).isInstanceOf(Permit.class);

    fails(MINI, Failure.of(FailureCode.QUOTA_EXHAUSTED, "429").withRetryAfter(REST), true, 1);
    assertThat(begin(MINI)).isEqualTo(Refusal.PROVIDER_RESTING);
    assertThat(liveHealth.snapshot(8, MINI).ofProvider()).isTrue();
    assertThat(liveHealth.snapshot(8, MINI).restsFor()).isEqualTo(REST.toNanos());

    liveHealth.endRest();
    assertThat(begin(LARGE)).isInstanceOf(Permit.class);
  }

  @Test
  void aModelThatIsOverloadedAndNamesATimeIsLeftAloneForIt() {
    fails(LARGE, DOWN.withRetryAfter(REST), true, 1);

    assertThat(begin(LARGE)).isEqualTo(Refusal.RESTING);
    assertThat(begin(MINI)).isInstanceOf(Permit.class);
  }

  @Test
  void anEndpointThatNobodyAnswersAtIsOutForAllModels() {
    fails(LARGE, DOWN, false, 2);
    fails(MINI, DOWN, false, 1);

    assertThat(begin("openai/new")).isEqualTo(Refusal.PROVIDER_BREAKER_OPEN);
    assertThat(liveHealth.snapshot(8, MINI).ofProvider()).isTrue();

    time.advance(Duration.ofSeconds(1));
    answers(MINI);
    assertThat(liveHealth.snapshot(8, LARGE).admits()).as("one probe is for all").isEqualTo(10);
  }

  @Test
  void aModelThatRunsHereFailsByItself() {
    for (int i = 0; i < 3; i++) {
      failed((Permit) begin(LARGE), DOWN, Contact.LOCAL);
    }

    assertThat(begin(LARGE)).isEqualTo(Refusal.BREAKER_OPEN);
    assertThat(begin(MINI)).isInstanceOf(Permit.class);
  }

  @Test
  void whatFailsBeforeTheVendorWasAskedIsHeldAgainstNobody() {
    for (int i = 0; i < 5; i++) {
      failed((Permit) begin(LARGE), DOWN, Contact.UNASKED);
    }

    assertThat(begin(LARGE)).isInstanceOf(Permit.class);
    assertThat(liveHealth.health(8).lastError()).isNull();
    assertThat(liveHealth.health(8).offers()).isEmpty();
  }

  @Test
  void modelsThatFailOneAfterTheOtherTellOfTheirEndpoint() {
    for (String model : new String[] {LARGE, MINI, "openai/nano", "openai/audio"}) {
      fails(model, DOWN, true, 1);
    }

    assertThat(begin("openai/new")).isEqualTo(Refusal.PROVIDER_BREAKER_OPEN);
  }

  @ParameterizedTest
  @CsvSource({"20, 500", "100, 2000", "100, 40000", "1000, 2000", "7000, 90000"})
  void modelsThatAreBrokenKeepNobodyFromOneThatAnswers(int everyMillis, int wellEveryMillis) {
    int answered = 0;
    for (int at = everyMillis; at <= 300_000; at += everyMillis) {
      time.advance(Duration.ofMillis(everyMillis));
      failsIfAsked(LARGE);
      failsIfAsked("openai/nano");
      if (at / wellEveryMillis > answered) {
        answers(MINI);
        answered++;
      }
    }

    assertThat(answered).isEqualTo(300_000 / wellEveryMillis);
    assertThat(liveHealth.snapshot(8, LARGE).ofProvider()).isFalse();
    assertThat(liveHealth.snapshot(8, LARGE).breaker()).isNotEqualTo(Phase.CLOSED);
  }

  @Test
  void aBrokenModelThatLooksWhetherItIsBackLeavesTheProbeOfAllToOthers() {
    fails(LARGE, DOWN, true, 3);
    fails(MINI, DOWN, false, 3);
    time.advance(Duration.ofSeconds(1));
    Permit broken = (Permit) begin(LARGE);

    answers(MINI);
    failed(broken, DOWN, Contact.HEARD);

    assertThat(liveHealth.snapshot(8, MINI).admits()).isEqualTo(10);
    assertThat(liveHealth.snapshot(8, LARGE).breaker()).isEqualTo(Phase.OPEN);
  }

  @Test
  void aBrokenModelThatIsHeardDoesNotShutAnEndpointThatReturns() {
    fails(LARGE, DOWN, true, 2);
    fails(MINI, DOWN, false, 3);
    time.advance(Duration.ofSeconds(1));

    fails(LARGE, DOWN, true, 1);

    assertThat(begin(MINI)).isInstanceOf(Permit.class);
  }

  @Test
  void aModelThatWasOutAndFindsNobodyAtTheEndpointShutsItForAll() {
    fails(LARGE, DOWN, true, 3);
    fails(MINI, DOWN, false, 3);
    time.advance(Duration.ofSeconds(1));

    fails(LARGE, DOWN, false, 1);

    assertThat(begin(MINI)).isEqualTo(Refusal.PROVIDER_BREAKER_OPEN);
  }

  @Test
  void anAnswerBetweenTellsThatTheEndpointIsThere() {
    fails(LARGE, DOWN, true, 2);
    fails(MINI, DOWN, true, 2);
    answers("openai/nano");
    fails(LARGE, DOWN, true, 1);

    assertThat(begin("openai/new")).isInstanceOf(Permit.class);
    assertThat(begin(LARGE)).isEqualTo(Refusal.BREAKER_OPEN);
  }

  @Test
  void failuresThatLieFarApartTellNothingOfEachOther() {
    fails(LARGE, DOWN, true, 2);
    time.advance(Duration.ofSeconds(61));
    fails(MINI, DOWN, true, 2);
    time.advance(Duration.ofSeconds(61));
    fails(LARGE, Failure.of(FailureCode.TIMEOUT, "no answer"), false, 1);

    assertThat(begin("openai/new")).isInstanceOf(Permit.class);
    assertThat(begin(LARGE)).isEqualTo(Refusal.BREAKER_OPEN);
  }

  @Test
  void anAnswerOfNoUseIsAFailureButNoOutage() {
    fails(LARGE, DOWN.withFields(Map.of(Failure.ANSWER, "is none of the classes")), true, 5);

    assertThat(liveHealth.snapshot(8, LARGE).breaker()).isEqualTo(Phase.CLOSED);
    assertThat(liveHealth.snapshot(8, LARGE).health()).isZero();
    assertThat(liveHealth.health(8).lastError()).isNotNull();
  }

  @Test
  void aModelThatNobodyAskedMayBeAskedHoweverTheClockGoesOn() {
    AtomicLong nanos = new AtomicLong();
    Time ticking =
        new Time() {
          @Override
          public Instant now() {
            return Instant.EPOCH;
          }

          @Override
          public long nanos() {
            return nanos.incrementAndGet();
          }
        };
    LiveHealth live = new LiveHealth("openai", ticking, Instant.EPOCH, ignored -> {});

    assertThat(live.snapshot(8, LARGE).restsFor()).isZero();
    assertThat(live.begin(8, LARGE)).isInstanceOf(Permit.class);
  }

  @Test
  void remembersNoMoreModelsThanAreBounded() {
    for (int i = 0; i < 300; i++) {
      fails("openai/" + i, DOWN, true, 1);
      answers("openai/" + i);
    }

    assertThat(liveHealth.health(8).offers()).hasSize(256);
  }

  @Test
  void aModelIsBackWhenBothBreakersAre() {
    fails(LARGE, DOWN, true, 3);
    time.advance(Duration.ofSeconds(1));
    fails(LARGE, DOWN, true, 1);
    fails(MINI, DOWN, false, 3);

    assertThat(liveHealth.snapshot(8, LARGE).opensIn()).isEqualTo(Duration.ofSeconds(2).toNanos());
    assertThat(liveHealth.snapshot(8, MINI).opensIn()).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void theRestOfAnAccountIsItsOwnWhileAModelReturns() {
    fails(LARGE, DOWN, true, 3);
    time.advance(Duration.ofSeconds(1));
    answers(LARGE);
    fails(MINI, Failure.of(FailureCode.QUOTA_EXHAUSTED, "429").withRetryAfter(REST), true, 1);

    assertThat(liveHealth.snapshot(8, LARGE).ofProvider()).isTrue();
    assertThat(begin(LARGE)).isEqualTo(Refusal.PROVIDER_RESTING);
  }

  @Test
  void theLogsOfAllModelsTogetherTellOfTheLatestChanges() {
    for (int i = 0; i < 100; i++) {
      time.advance(Duration.ofMinutes(2));
      fails("openai/" + i, DOWN, true, 3);
    }

    ProviderHealth health = liveHealth.health(8);

    assertThat(health.log()).hasSize(64);
    assertThat(health.log().getLast().of()).isEqualTo("openai/99");
    assertThat(health.loggedSince()).isEqualTo(health.log().getFirst().at());
  }

  private Admission begin(String offer) {
    return liveHealth.begin(8, offer);
  }

  private void failsIfAsked(String offer) {
    if (begin(offer) instanceof Permit permit) {
      failed(permit, DOWN, Contact.HEARD);
    }
  }

  private void answers(String offer) {
    liveHealth.succeeded((Permit) begin(offer));
  }

  private void fails(String offer, Failure failure, boolean heard, int times) {
    for (int i = 0; i < times; i++) {
      failed((Permit) begin(offer), failure, heard ? Contact.HEARD : Contact.UNHEARD);
    }
  }

  private void failed(Permit permit, Failure failure, Contact contact) {
    liveHealth.failed(permit, failure, Patience.KEPT, contact, false);
  }
}
