package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Principal;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.webhook.IncomingCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs are there from the note of their start on, whatever starts them. */
@Tag("postgresql")
class NotedStartsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Principal ANN = new Principal(new UUID(1, 1), "ann", Principal.Type.USER);

  private final TriggerHouse house = new TriggerHouse(db);

  private void assertThere(TriggerRow row) {
    StartRow start = house.starts(row).getFirst();
    assertThat(start.settled()).isNull();
    assertThat(house.there).containsExactly(Map.entry(start.run(), start.noted()));
    assertThat(house.begun).isEmpty();
  }

  @Test
  void ofAnEvent() {
    TriggerRow row = house.onEvent(null);
    house.receive(house.event(1));

    assertThere(row);
  }

  @Test
  void ofACall() {
    TriggerRow row = house.onCall(null);
    called(row);

    assertThere(row);
  }

  private void called(TriggerRow row) {
    Json body = Json.EMPTY.with("title", Json.of("a"));
    house.calls().start(row, new IncomingCall(null, body, Map.of(), Map.of()));
  }

  @Test
  void ofWhatCannotBeginNoneIsLeftWhereNobodyWasToldOfIt() {
    house.onEvent(null);
    house.receive(house.event(1));
    house.allowed = false;
    house.start();

    assertThat(house.there).isEmpty();
    assertThat(house.givenUp).isEmpty();
  }

  @Test
  void ofAForm() {
    TriggerRow row =
        house.triggers.create(
            house.tenant, TriggerHouse.ACT, TriggerSpec.ofForm("ask", "triage", null, Json.EMPTY));
    new FormStarts(house.parts, () -> {})
        .fill(house.tenant, row.id(), ANN, new UUID(2, 1), Json.EMPTY);

    assertThere(row);
  }

  @Test
  void ofAnItem() {
    TriggerRow row = house.onPoll(true);
    house.pages = List.of(List.of("a"));
    house.poll();

    assertThere(row);
  }

  @Test
  void ofATime() {
    TriggerRow row = house.onTime("0 13 * * *", "UTC", "last");
    house.time.advance(Duration.ofHours(2));
    house.fire();

    assertThere(row);
  }

  @Test
  void whatCannotBeginIsGivenUpUntilItIsRetried() {
    TriggerRow row = house.onCall(null);
    called(row);
    house.allowed = false;
    house.start();
    StartRow failed = house.starts(row).getFirst();
    assertThat(house.givenUp).containsExactly(Map.entry(failed.run(), RunPhase.FAILED));

    house.retried(row, failed);

    assertThat(house.givenUp).isEmpty();
  }

  @Test
  void ofOneThatIsRetried() {
    TriggerRow row = house.onEvent(null);
    house.receive(house.event(1));
    house.allowed = false;
    house.start();

    house.retried(row, house.starts(row).getFirst());

    assertThere(row);
  }

  @Test
  void whatALimitSkipsCountsAsCancelled() {
    TriggerRow row = house.onCall(null);
    called(row);
    house.refusal = Failure.of(FailureCode.CONFLICT, "skipped: 1 of 1 runs are under way");
    house.start();

    assertThat(house.givenUp)
        .containsExactly(Map.entry(house.starts(row).getFirst().run(), RunPhase.CANCELLED));
  }

  /** The seat of a server that is killed goes to another one, long before leases end. */
  @Test
  void whatAKilledServerHasClaimedIsTakenUpByTheNextTerm() {
    TriggerRow row = house.onEvent(null);
    TriggerRow list = house.onPoll(true);
    house.receive(house.event(1));
    house.afterSubmit =
        () -> {
          throw new OutOfMemoryError("killed");
        };
    assertThatThrownBy(house::start).hasRootCauseMessage("killed");
    Instant leased = Objects.requireNonNull(claimed(list).due());
    house.afterSubmit = () -> {};
    house.start();
    assertThat(house.starts(row).getFirst().settled()).isNull();

    nextTerm();
    house.start();

    assertThat(house.starts(row).getFirst().settled()).isNotNull();
    assertThat(house.begun).hasSize(1);
    assertThat(claimed(list).due()).isEqualTo(leased);
  }

  private TriggerRow claimed(TriggerRow row) {
    return new TriggerPolls(house.parts)
        .claim(Set.of()).stream()
            .filter(claimed -> claimed.id().equals(row.id()))
            .findFirst()
            .orElseThrow();
  }

  private static void nextTerm() {
    Tampering.with(db.logins().owner(), "engine_seat", "update engine_seat set epoch = epoch + 1");
  }

  @Test
  void ofATriggerThatIsDeletedTheyAreCancelled() {
    TriggerRow row = house.onEvent(null);
    house.receive(house.event(1));
    UUID run = house.starts(row).getFirst().run();
    house.noted(run);

    house.delete(row);

    assertThat(
            house.number(
                "select count(*) from run_inbox where run = '%s' and kind = 'cancel' and by = '%s'"
                    .formatted(run, "the end of the trigger ''on-issue''")))
        .isEqualTo(1);
  }

  /** What waits to begin is no run under way, which its trigger may be led to by. */
  @Test
  void oneThatHasNotBegunIsNotUnderWay() {
    TriggerRow row = house.onEvent(null);
    house.receive(house.event(1));
    house.noted(house.starts(row).getFirst().run());

    house.receive(house.event(2));

    assertThat(house.number("select circles_in_hour from run_trigger")).isZero();
  }
}
