package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.query.RunQuery;
import io.auterity.workflow.view.RunDetail;
import io.auterity.workflow.view.RunOverview;
import io.auterity.workflow.view.StepQuery;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is stored of a run that is not over can no longer be read. */
@Tag("carrier")
@Tag("postgresql")
class UnreadableRunTest {

  private static final String TWO_CALLS =
      "steps: [{id: a, call: text.pii.mask, with: {text: x}}, {id: b, call: text.pii.mask, with:"
          + " {text: y}}]";

  private static final StepQuery ANY_STEP = new StepQuery(null, null, null, null, 10);

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final TenantScope others = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private TestEngine engine = TestEngine.start(db, invoker);
  private UUID damaged = new UUID(0, 0);
  private UUID sound = new UUID(0, 0);

  /** Two runs whose first step is done and whose second one never answers. */
  @BeforeEach
  void crashBetweenTwoSteps() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).equals("y")) {
            gate.pass();
          }
          return FakeInvoker.echo(call);
        });
    damaged = engine.run(tenant, TWO_CALLS, Json.EMPTY);
    sound = engine.run(others, TWO_CALLS, Json.EMPTY);
    TestEngine.until(() -> asked("b", damaged) && asked("b", sound));
    engine.crash();
    gate.open();
    invoker.answerBy(FakeInvoker::echo);
    invoker.byKey.clear();
  }

  private boolean asked(String step, UUID run) {
    Invocation.Parent parent = new Invocation.Parent(run, step, 0);
    return invoker.calls.stream().anyMatch(call -> parent.equals(call.parent()));
  }

  @AfterEach
  void close() {
    engine.close();
    change("run", "delete from run where id in ('%s', '%s')".formatted(damaged, sound));
  }

  private void restart() {
    engine.close();
    engine = TestEngine.start(db, invoker);
    TestEngine.until(() -> engine.views().summary(tenant, damaged).stalled() != null);
  }

  private static void change(String table, String change) {
    Tampering.with(db.logins().owner(), table, change);
  }

  private void changeEvent(String change) {
    change("run_event", "update run_event set %s where run = '%s'".formatted(change, damaged));
  }

  private Failure reason() {
    return Objects.requireNonNull(engine.views().summary(tenant, damaged).stalled());
  }

  @Tag("restart")
  @Test
  void theRunStandsStillWithItsReasonAndOthersGoOn() {
    changeEvent("kind = 99");
    restart();

    RunDetail detail = engine.views().detail(tenant, damaged);
    RunOverview listed = engine.views().list(tenant, RunQuery.newest(10)).items().getFirst();

    assertThat(reason().code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(reason().message())
        .startsWith("event 1 of the journal cannot be read")
        .contains("unknown kind 99", "start the server again");
    assertThat(detail.summary().phase()).isEqualTo(RunPhase.RUNNING);
    assertThat(detail.summary().stalled()).isEqualTo(reason());
    assertThat(detail.definition().steps()).hasSize(2);
    assertThat(listed.stalled()).isEqualTo(reason());
    assertThat(engine.views().steps(tenant, damaged, ANY_STEP).items()).isEmpty();
    assertThat(engine.engine.warning())
        .hasValueSatisfying(w -> assertThat(w).contains("stand still: 1"));
    assertThat(engine.engine.check()).isEmpty();
    assertThat(invoker.times("/a/0")).isZero();
    assertThat(engine.over(others, sound).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Tag("restart")
  @Test
  void onceItIsMendedTheNextStartCarriesItOn() {
    changeEvent("payload = 'x' || payload");
    restart();
    assertThat(reason().message()).contains("not JSON");

    changeEvent("payload = substr(payload, 2)");
    engine.close();
    engine = TestEngine.start(db, invoker);

    assertThat(engine.over(tenant, damaged).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(engine.engine.stalled()).isZero();
    assertThat(engine.engine.warning()).isEmpty();
    assertThat(invoker.times("/a/0")).isZero();
  }

  /** The branch of another node: nothing in the run could have made it. */
  @Tag("restart")
  @Test
  void anEventThatCouldNotHappenThereStopsTheRun() {
    changeEvent("node = 1");
    restart();

    assertThat(reason().message())
        .startsWith("event 1 of the journal cannot be read ('Completed' could not happen there)");
    assertThat(invoker.times("/a/0")).isZero();
  }

  @Tag("restart")
  @Test
  void aRunOfALaterEngineStandsStill() {
    change("run", "update run set engine = 99 where id = '%s'".formatted(damaged));
    restart();

    assertThat(reason().message()).contains("version 99 of the engine's rules");
  }

  @Tag("restart")
  @Test
  void anEventThatIsMissingIsNotPassedOver() {
    changeEvent("seq = 2");
    restart();

    assertThat(reason().message()).startsWith("event 1 of the journal cannot be read (it is miss");
  }

  @Tag("restart")
  @Test
  void aRunWhoseDefinitionCannotBeReadIsShownWithoutSteps() {
    change(
        "workflow_definition",
        "update workflow_definition set spec = '{}' where tenant = '%s'"
            .formatted(tenant.tenant()));
    restart();

    RunDetail detail = engine.views().detail(tenant, damaged);

    assertThat(reason().message()).startsWith("the definition that the run goes by cannot be read");
    assertThat(detail.summary().stalled()).isEqualTo(reason());
    assertThat(detail.definition().steps()).isEmpty();
    assertThat(engine.views().completions(tenant, List.of(damaged))).isEmpty();
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> engine.views().steps(tenant, damaged, ANY_STEP))
        .satisfies(e -> assertThat(e.failure()).isEqualTo(reason()));
  }

  @Tag("restart")
  @Test
  void whatIsToldToItIsRefusedWithTheReason() {
    changeEvent("kind = 99");
    restart();

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> engine.engine.cancel(tenant, damaged, "ann"))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT))
        .satisfies(e -> assertThat(e.failure().message()).isEqualTo(reason().message()));
  }

  @Tag("restart")
  @Test
  void whatIsToldToItOnceItIsMendedIsDone() {
    changeEvent("kind = 99");
    restart();

    changeEvent("kind = 1");
    engine.engine.cancel(tenant, damaged, "ann");

    assertThat(engine.over(tenant, damaged).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(engine.views().summary(tenant, damaged).stalled()).isNull();
    assertThat(engine.engine.stalled()).isZero();
  }
}
