package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Principal;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.TriggerRow;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class FormStartsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Principal ANN = new Principal(new UUID(1, 1), "ann", Principal.Type.USER);

  private final TriggerHouse house = new TriggerHouse(db);
  private final FormStarts forms = new FormStarts(house.parts, () -> {});
  private final TriggerRow row =
      house.triggers.create(
          house.tenant, TriggerHouse.ACT, TriggerSpec.ofForm("ask", "triage", null, Json.EMPTY));

  private StartRow filled(UUID id, String title) {
    return forms.fill(house.tenant, row.id(), ANN, id, Json.EMPTY.with("title", Json.of(title)));
  }

  @Test
  void whatIsFilledInStartsARunOfItsTriggerForWhoFilledItIn() {
    StartRow start = filled(new UUID(2, 1), "a");
    assertThat(house.titles()).isEmpty();
    house.start();

    RunRequest run = Objects.requireNonNull(house.begun.get(start.run()));
    assertThat(house.titles()).containsExactly("a");
    assertThat(run.principal()).isEqualTo(TriggerHouse.ACT.who());
    assertThat(run.starter()).isEqualTo(ANN);
    assertThat(run.labels()).containsExactly(Map.entry(RunBirth.TRIGGER, "ask"));
    assertThat(house.starts(row)).extracting(StartRow::subject).containsExactly("ann");
  }

  @Test
  void whatIsSentAgainStartsOneRun() {
    StartRow first = filled(new UUID(2, 1), "a");
    StartRow again = filled(new UUID(2, 1), "a");
    filled(new UUID(2, 2), "a");
    house.start();

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(house.titles()).containsExactly("a", "a");
  }

  @Test
  void whatCannotStartIsRefusedAndNotedNowhere() {
    house.allowed = false;
    assertThatThrownBy(() -> filled(new UUID(2, 1), "a")).hasMessageContaining("may not start");
    house.allowed = true;
    house.paused(row, true);
    assertThatThrownBy(() -> filled(new UUID(2, 1), "a"))
        .hasMessageContaining("conflict: trigger 'ask' is paused");
    house.paused(row, false);
    assertThatThrownBy(() -> filled(new UUID(2, 1), "a".repeat(InputBound.MOST)))
        .hasMessageContaining("too_large");
    TriggerRow other = house.onEvent(null);
    assertThatThrownBy(() -> forms.fill(house.tenant, other.id(), ANN, new UUID(2, 1), Json.EMPTY))
        .hasMessageContaining("trigger 'on-issue' has no form");
    assertThatThrownBy(() -> forms.fill(db.newTenant(), row.id(), ANN, new UUID(2, 1), Json.EMPTY))
        .hasMessageContaining("not_found");

    assertThat(house.starts(row)).isEmpty();
  }

  /** As a limit of starts has it. */
  @Test
  void whatBecameOfItIsTold() {
    house.refusal = Failure.of(FailureCode.CONFLICT, "skipped: 1 of 1 runs are under way");
    filled(new UUID(2, 1), "a");
    house.start();

    assertThat(house.starts(row))
        .extracting(StartRow::problem)
        .containsExactly("skipped: 1 of 1 runs are under way");
    house.refusal = null;
    house.retried(row, house.starts(row).getFirst());
    house.start();

    assertThat(house.titles()).containsExactly("a");
  }

  @Test
  void anotherRunIsStartedByWhoWroteItsTrigger() {
    house.onEvent(null);
    house.receive(house.event(1));
    house.start();

    assertThat(house.begun.values()).hasSize(1).allMatch(run -> run.starter() == null);
  }
}
