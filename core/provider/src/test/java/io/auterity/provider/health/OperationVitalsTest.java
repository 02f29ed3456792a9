package io.auterity.provider.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.OperationLimit;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.transport.SentRequests.Contact;
import io.auterity.provider.health.Admission.Permit;
import io.auterity.provider.health.Admission.Refusal;
import io.auterity.provider.health.HealthSignal.Patience;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to one operation of a provider without models, and what to all of them. */
class OperationVitalsTest {

  private static final String GET = LiveHealth.asked("works", "tracker.issue.get");
  private static final String CREATE = LiveHealth.asked("works", "tracker.issue.create");
  private static final String LIST = LiveHealth.asked("works", "tracker.issue.list");

  private final ManualTime time = new ManualTime();
  private final LiveHealth liveHealth = new LiveHealth("works", time, time.now(), ignored -> {});

  @Test
  void oneInputOverWhichAVendorBreaksKeepsNobodyAway() {
    for (int i = 0; i < 50; i++) {
      fails(GET, answered(500), Contact.HEARD, "666");
    }

    assertThat(liveHealth.begin(8, GET)).isInstanceOf(Permit.class);
    assertThat(liveHealth.health(8).lastError()).isNotNull();
  }

  @Test
  void anOperationThatBreaksOverManyInputsIsShutAlone() {
    for (int i = 0; i < 3; i++) {
      fails(GET, answered(500), Contact.HEARD, "input " + i);
    }

    assertThat(liveHealth.begin(8, GET)).isEqualTo(Refusal.OPERATION_BREAKER_OPEN);
    assertThat(liveHealth.snapshot(8, GET).ofOperation()).isTrue();
    assertThat(liveHealth.begin(8, LIST)).isInstanceOf(Permit.class);
    assertThat(liveHealth.snapshot(8, LIST).breaker()).isEqualTo(CircuitBreaker.Phase.CLOSED);
    assertThat(liveHealth.health(8).offers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504, 520})
  void anOperationThatSaysThatItIsAwayIsShutAlone(int status) {
    for (int i = 0; i < 3; i++) {
      fails(GET, answered(status), Contact.HEARD, "666");
    }

    assertThat(liveHealth.begin(8, GET)).isEqualTo(Refusal.OPERATION_BREAKER_OPEN);
    assertThat(liveHealth.begin(8, LIST)).isInstanceOf(Permit.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 520})
  void aVendorIsAwayForAllOperationsOnceASecondOneFailsToo(int status) {
    for (int i = 0; i < 3; i++) {
      fails(GET, answered(status), Contact.HEARD, "input " + i);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(liveHealth.begin(8, CREATE)).isInstanceOf(Permit.class);
      fails(LIST, answered(status), Contact.HEARD, "input " + i);
    }

    assertThat(liveHealth.begin(8, CREATE)).isEqualTo(Refusal.BREAKER_OPEN);
    assertThat(liveHealth.snapshot(8, CREATE).ofOperation()).isFalse();
  }

  @Test
  void anOperationWhoseConnectionBreaksIsShutAlone() {
    Failure broke = Failure.of(FailureCode.UNAVAILABLE, "the connection broke");
    for (int i = 0; i < 3; i++) {
      fails(GET, broke, Contact.UNHEARD, null);
    }

    assertThat(liveHealth.begin(8, GET)).isEqualTo(Refusal.OPERATION_BREAKER_OPEN);
    assertThat(liveHealth.begin(8, LIST)).isInstanceOf(Permit.class);
  }

  @Test
  void oneInputOverWhichTwoOperationsBreakShutsNobodyOut() {
    for (int i = 0; i < 20; i++) {
      fails(GET, answered(500), Contact.HEARD, "666");
      fails(LIST, answered(500), Contact.HEARD, "of 666");
    }

    for (String operation : List.of(GET, LIST, CREATE)) {
      assertThat(liveHealth.begin(8, operation)).isInstanceOf(Permit.class);
    }
  }

  @Test
  void anOperationThatGoesOnFailingMakesASecondOneTellOfTheirProvider() {
    for (int i = 0; i < 3; i++) {
      fails(GET, answered(503), Contact.HEARD, null);
    }
    time.advance(Duration.ofMinutes(5));
    fails(GET, answered(503), Contact.HEARD, null);
    for (int i = 0; i < 3; i++) {
      fails(LIST, answered(503), Contact.HEARD, null);
    }

    assertThat(liveHealth.begin(8, CREATE)).isEqualTo(Refusal.BREAKER_OPEN);
  }

  @Test
  void operationsThatFailOnDaysApartTellNothingOfTheirProvider() {
    for (int i = 0; i < 3; i++) {
      fails(GET, answered(503), Contact.HEARD, null);
    }
    time.advance(Duration.ofMinutes(5));
    for (int i = 0; i < 3; i++) {
      fails(LIST, answered(503), Contact.HEARD, null);
    }

    assertThat(liveHealth.begin(8, CREATE)).isInstanceOf(Permit.class);
  }

  /** As often as it is asked for five minutes, beside one that answers. */
  @ParameterizedTest
  @CsvSource({"20, 500", "100, 2000", "1000, 1000", "7000, 40000"})
  void anOperationThatIsBrokenKeepsNobodyFromAnother(int everyMillis, int wellEveryMillis) {
    int answered = 0;
    for (int at = everyMillis; at <= 300_000; at += everyMillis) {
      time.advance(Duration.ofMillis(everyMillis));
      if (liveHealth.begin(8, GET) instanceof Permit permit) {
        liveHealth.failed(permit, answered(503), Patience.KEPT, Contact.HEARD, false, null);
      }
      if (at / wellEveryMillis > answered) {
        liveHealth.succeeded((Permit) liveHealth.begin(8, LIST));
        answered++;
      }
    }

    assertThat(answered).isEqualTo(300_000 / wellEveryMillis);
    assertThat(liveHealth.begin(8, GET)).isEqualTo(Refusal.OPERATION_BREAKER_OPEN);
  }

  @Test
  void aProviderIsBackForAllOperationsOnceOneAnswers() {
    for (String operation : List.of(GET, LIST)) {
      for (int i = 0; i < 3; i++) {
        fails(operation, answered(503), Contact.HEARD, null);
      }
    }
    time.advance(Duration.ofSeconds(1));

    liveHealth.succeeded((Permit) liveHealth.begin(8, CREATE));

    assertThat(liveHealth.snapshot(8, CREATE).admits()).isEqualTo(10);
    assertThat(liveHealth.snapshot(8, GET).ofOperation()).isTrue();
    time.advance(Duration.ofSeconds(3));
    assertThat(liveHealth.snapshot(8, CREATE).breaker()).isEqualTo(CircuitBreaker.Phase.CLOSED);
  }

  @Test
  void anOperationThatHangsIsShutAlone() {
    Failure silent = Failure.of(FailureCode.TIMEOUT, "no answer");
    for (int i = 0; i < 3; i++) {
      fails(GET, silent, Contact.UNHEARD, null);
    }

    assertThat(liveHealth.begin(8, GET)).isEqualTo(Refusal.OPERATION_BREAKER_OPEN);
    assertThat(liveHealth.begin(8, LIST)).isInstanceOf(Permit.class);
  }

  @Test
  void aVendorThatHangsWhateverIsAskedIsFoundOut() {
    Failure silent = Failure.of(FailureCode.TIMEOUT, "no answer");
    for (int i = 0; i < 4; i++) {
      fails("tracker.operation.nr" + i, silent, Contact.UNHEARD, null);
    }

    assertThat(liveHealth.begin(8, GET)).isEqualTo(Refusal.BREAKER_OPEN);
  }

  @Test
  void aLimitHoldsForTheWholeAccount() {
    Failure limit =
        Failure.of(FailureCode.RATE_LIMITED, "429").withRetryAfter(Duration.ofSeconds(5));
    fails(GET, limit, Contact.HEARD, null);

    assertThat(liveHealth.begin(8, LIST)).isEqualTo(Refusal.RESTING);
  }

  @Test
  void aLimitThatItsVendorCountsByOperationHoldsForThatAlone() {
    Failure limit =
        OperationLimit.on(
            Failure.of(FailureCode.RATE_LIMITED, "429").withRetryAfter(Duration.ofSeconds(5)));
    fails(GET, limit, Contact.HEARD, null);

    assertThat(liveHealth.begin(8, GET)).isEqualTo(Refusal.RESTING);
    assertThat(liveHealth.snapshot(8, GET).restsFor()).isPositive();
    assertThat(liveHealth.begin(8, LIST)).isInstanceOf(Permit.class);
    time.advance(Duration.ofSeconds(5));
    assertThat(liveHealth.begin(8, GET)).isInstanceOf(Permit.class);
  }

  @Test
  void aLimitThatItsVendorCountsByAKeyHoldsForNoOtherCall() {
    Failure limit =
        OperationLimit.onKey(
            Failure.of(FailureCode.RATE_LIMITED, "429").withRetryAfter(Duration.ofSeconds(5)));
    fails(GET, limit, Contact.HEARD, null);
    fails(GET, limit, Contact.UNASKED, null);

    assertThat(liveHealth.begin(8, GET)).isInstanceOf(Permit.class);
  }

  @Test
  void aBrokenInputThatIsTheProbeLeavesItToAnother() {
    for (int i = 0; i < 3; i++) {
      fails(GET, answered(500), Contact.HEARD, "input " + i);
    }
    time.advance(Duration.ofSeconds(1));
    fails(GET, answered(500), Contact.HEARD, "input 1");

    Admission next = liveHealth.begin(8, GET);

    assertThat(next).isInstanceOf(Permit.class);
    liveHealth.succeeded((Permit) next);
    assertThat(liveHealth.snapshot(8, GET).admits()).isEqualTo(10);
  }

  @Test
  void anOperationThatBreaksOverWhatItIsAskedIsAskedAgainEachSecond() {
    for (int i = 0; i < 3; i++) {
      fails(GET, answered(500), Contact.HEARD, "input " + i);
    }
    for (int i = 3; i < 30; i++) {
      assertThat(liveHealth.begin(8, GET)).isEqualTo(Refusal.OPERATION_BREAKER_OPEN);
      time.advance(Duration.ofSeconds(1));
      fails(GET, answered(500), Contact.HEARD, "input " + i);
    }
    time.advance(Duration.ofSeconds(1));
    fails(GET, answered(503), Contact.HEARD, "input 30");
    time.advance(Duration.ofSeconds(1));

    assertThat(liveHealth.begin(8, GET)).isEqualTo(Refusal.OPERATION_BREAKER_OPEN);
  }

  private static Failure answered(int status) {
    return Failure.of(
            status == 504 ? FailureCode.TIMEOUT : FailureCode.UNAVAILABLE, "answered " + status)
        .withFields(Map.of(Failure.STATUS, Integer.toString(status)));
  }

  private void fails(String operation, Failure failure, Contact contact, @Nullable String input) {
    Permit permit = (Permit) liveHealth.begin(8, operation);
    liveHealth.failed(permit, failure, Patience.KEPT, contact, false, input);
  }
}
