package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.trigger.store.TriggerRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class TriggersTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final String TYPE = "io.auterity.tracker.*";

  private final TriggerHouse house = new TriggerHouse(db);

  @Test
  void aNameIsTakenOnce() {
    house.onEvent(null);

    assertThatThrownBy(() -> house.onEvent(null))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("there is a trigger 'on-issue' already");
  }

  @Test
  void ofManyWhoWantANameAtOnceOneGetsItAndTheOthersAreTold() throws InterruptedException {
    List<FailureCode> refused = refusals(8, () -> house.onEvent(null));

    assertThat(refused).hasSize(7).containsOnly(FailureCode.CONFLICT);
  }

  @Test
  void theLimitHoldsForManyAtOnce() throws InterruptedException {
    IntStream.range(0, Triggers.MOST - 1).forEach(i -> house.onEvent("t" + i, TYPE, null));
    List<Callable<TriggerRow>> wanted = new ArrayList<>();
    IntStream.range(0, 8).forEach(i -> wanted.add(() -> house.onEvent("x" + i, TYPE, null)));

    List<FailureCode> refused = refusals(wanted);

    assertThat(refused).hasSize(7).containsOnly(FailureCode.INVALID);
    assertThat(house.triggers.list(house.tenant)).hasSize(Triggers.MOST);
  }

  private static List<FailureCode> refusals(int number, Callable<TriggerRow> work)
      throws InterruptedException {
    return refusals(IntStream.range(0, number).mapToObj(i -> work).toList());
  }

  private static List<FailureCode> refusals(List<Callable<TriggerRow>> work)
      throws InterruptedException {
    List<FailureCode> refused = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<TriggerRow> one : threads.invokeAll(work)) {
        try {
          one.get();
        } catch (ExecutionException e) {
          refused.add(
              e.getCause() instanceof CallFailedException told
                  ? told.failure().code()
                  : FailureCode.INTERNAL);
        }
      }
    }
    return refused;
  }

  @Test
  void whoeverReadWhatSomebodyElseChangedSinceIsTold() {
    TriggerRow row = house.onEvent(null);
    house.time.advance(Duration.ofSeconds(1));
    TriggerRow later =
        house.changed(row, TriggerHouse.events("on-issue", TYPE, "${true}"), row.updated());
    assertThat(later.updated()).isAfter(row.updated());

    assertThatThrownBy(
            () ->
                house.changed(
                    row, TriggerHouse.events("on-issue", TYPE, "${false}"), row.updated()))
        .hasMessageContaining("read it again");
    assertThat(house.now(row).when()).isEqualTo("${true}");
  }

  @Test
  void whateverIsWantedOtherwiseIsAnotherStateInTheAuditLog() {
    TriggerRow row = house.onPoll(false);
    String before = TriggerSpec.digest(row);

    for (Poll other :
        List.of(
            TriggerHouse.polling("2m", null, false),
            TriggerHouse.polling("1m", "${position}", false),
            TriggerHouse.polling("1m", null, true))) {
      assertThat(TriggerSpec.digest(house.changed(row, other))).isNotEqualTo(before);
    }
    assertThat(TriggerSpec.digest(house.changed(row, TriggerHouse.polling("1m", null, false))))
        .isEqualTo(before);
  }

  @Test
  void whatItWouldDoIsWhatItDoesNow() {
    TriggerRow row = house.onEvent(null);
    assertThat(tried(row)).isNull();

    assertThat(tried(house.paused(row, true))).isEqualTo("the trigger is paused");
    house.allowed = false;
    assertThat(tried(house.paused(row, false))).isEqualTo("maker may not start runs");
    assertThat(house.begun).isEmpty();
  }

  private @Nullable String tried(TriggerRow row) {
    TriggerRehearsal.Trial trial =
        house.rehearsal.of(row, List.of(house.event(1, Json.of("t")))).getFirst();
    assertThat(trial.taken()).isEqualTo(trial.reason() == null);
    return trial.reason();
  }

  @Test
  void oneThatPollsTakesNoDelivery() {
    assertThatThrownBy(() -> house.rehearsal.of(house.onPoll(true), List.of(house.event(1))))
        .hasMessageContaining("no delivery starts its runs");
  }
}
