package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueState;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.driver.DoubtAnswer;
import io.auterity.workflow.journal.FailureJson;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of calls that were under way when the process was killed. */
@Tag("postgresql")
class InDoubtTest {

  /** Issues cannot be opened twice, texts can be masked and documents written again. */
  static final Repeatability REPEATABILITY =
      (scope, capability) ->
          capability.startsWith("tracker.")
              ? new CallIdempotency.Nowhere()
              : new CallIdempotency.Anywhere();

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker =
      new FakeInvoker(
          call -> call.capability().startsWith("tracker.") ? issue() : FakeInvoker.echo(call));

  private static Issue issue() {
    return new Issue(
        new Ref("tracker", "1"),
        new Ref("tracker", "p"),
        "p-1",
        "t",
        "",
        IssueState.OPEN,
        List.of(),
        Instant.EPOCH,
        Instant.EPOCH,
        Json.EMPTY);
  }

  private static String write(String more) {
    return "{steps: [{id: a, call: tracker.issue.create, with: {project: p, title: t}%s}, {id: b, transform: '${a.title}'}]}"
        .formatted(more);
  }

  @Test
  void whatMayHappenAgainDoesAndWhatMayNotIsDecidedByTheStep() {
    List<UUID> runs =
        KilledProcess.run(
            db.logins(),
            tenant,
            List.of(
                write(""),
                write(", onInDoubt: fail"),
                write(", onInDoubt: retry"),
                "{steps: [{id: a, call: text.pii.mask, with: {text: x}}]}"));
    UUID asking = runs.get(0);
    UUID failing = runs.get(1);
    UUID retrying = runs.get(2);
    UUID masking = runs.get(3);

    try (TestEngine engine = TestEngine.start(db.database(), invoker, REPEATABILITY)) {
      TestEngine.until(() -> engine.stored(tenant, asking).head().phase() == RunPhase.WAITING);
      assertThat(phase(engine, retrying)).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(phase(engine, masking)).isEqualTo(RunPhase.SUCCEEDED);
      StoredRun failed = engine.over(tenant, failing);
      assertThat(failed.head().phase()).isEqualTo(RunPhase.FAILED);
      assertThat(code(failed)).isEqualTo(FailureCode.IN_DOUBT);
      assertThat(called()).containsExactlyInAnyOrder(retrying, masking);

      engine.answer(tenant, asking, "a", new DoubtAnswer.Succeeded(new Binder().render(issue())));

      StoredRun answered = engine.over(tenant, asking);
      assertThat(answered.head().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(Objects.requireNonNull(answered.head().output()).json()).isEqualTo(Json.of("t"));
      assertThat(called()).hasSize(2);
    }
  }

  private List<UUID> called() {
    return invoker.calls.stream().map(call -> Objects.requireNonNull(call.parent()).run()).toList();
  }

  private RunPhase phase(TestEngine engine, UUID run) {
    return engine.over(tenant, run).head().phase();
  }

  private static FailureCode code(StoredRun run) {
    StoredJson failure = Objects.requireNonNull(run.head().failure());
    return FailureJson.read((Json.Obj) failure.json()).code();
  }
}
