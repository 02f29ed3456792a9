package io.auterity.provider.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.ManualTime;
import io.auterity.platform.transport.SentRequests.Contact;
import io.auterity.provider.health.Admission.Permit;
import io.auterity.provider.health.Admission.Refusal;
import io.auterity.provider.health.HealthSignal.Patience;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to one operation of a provider without models, and what to all of them. */
class OperationVitalsTest {

  private static final String GET = LiveHealth.asked("works", "tracker.issue.get");
  private static final String LIST = LiveHealth.asked("works", "tracker.issue.list");

  private final ManualTime time = new ManualTime();
  private final LiveHealth liveHealth = new LiveHealth("works", time, time.now());

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
    assertThat(liveHealth.snapshot(8, LIST).breaker()).isEqualTo(Breaker.Phase.CLOSED);
    assertThat(liveHealth.health(8).offers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504, 520})
  void aVendorThatIsAwayIsAwayForAllOperations(int status) {
    for (int i = 0; i < 3; i++) {
      fails(GET, answered(status), Contact.HEARD, "666");
    }

    assertThat(liveHealth.begin(8, LIST)).isEqualTo(Refusal.BREAKER_OPEN);
    assertThat(liveHealth.snapshot(8, LIST).ofOperation()).isFalse();
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
