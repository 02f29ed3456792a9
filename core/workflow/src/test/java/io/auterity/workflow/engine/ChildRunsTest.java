package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.FailureJson;
import io.auterity.workflow.journal.ParentStep;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.store.RunStore;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs that steps start, whose end their parent waits for. */
@Tag("carrier")
class ChildRunsTest {

  private static final String CHILD =
      """
      input: {name: {type: string}}
      steps:
        - {id: mask, call: text.pii.mask, with: {text: "${input.name}"}}
        - {id: greet, transform: "${'hi ' + mask.text + ' of ' + run.by}"}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() {
    engine.close();
  }

  private void apply(String parentFields) {
    engine.apply(tenant, "child", CHILD);
    engine.apply(
        tenant,
        "parent",
        """
        steps:
          - id: kids
            each: [x, y]
            as: name
            steps: [{id: kid, run: child, with: {name: "${name}"}%s}]
        output: ${kids}
        """
            .formatted(parentFields));
  }

  private UUID start(String parentFields) {
    apply(parentFields);
    return engine.submit(tenant, "parent", Json.EMPTY);
  }

  // Runs go on once the workflows are there.
  private void restart() {
    CompletableFuture<Boolean> ready = new CompletableFuture<>();
    engine = TestEngine.start(db, invoker, EngineTimers.system(), ready);
    apply("");
    ready.complete(true);
  }

  private StoredRun child(UUID parent, int item) {
    return find(parent, item).orElseThrow();
  }

  private Optional<StoredRun> find(UUID parent, int item) {
    RunBirth birth = engine.stored(tenant, parent).birth();
    UUID child = birth.child("kids[%d].kid".formatted(item), 0);
    return db.database().inTenant(tenant, tx -> RunStore.find(tx, child));
  }

  private static Json output(StoredRun run) {
    return Objects.requireNonNull(run.head().output()).json();
  }

  private static Failure failure(StoredRun run) {
    return FailureJson.read((Json.Obj) Objects.requireNonNull(run.head().failure()).json());
  }

  private Gate holding(String text) {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).equals(text)) {
            gate.pass();
          }
          return FakeInvoker.echo(call);
        });
    return gate;
  }

  @Test
  void aStepWaitsForTheRunThatItStartsAndGivesItsOutput() {
    StoredRun over = engine.over(tenant, start(""));

    assertThat(output(over)).hasToString("[\"hi x of ann\",\"hi y of ann\"]");
    StoredRun child = child(over.birth().id(), 1);
    assertThat(child.birth().parent())
        .isEqualTo(new ParentStep(over.birth().id(), "kids[1].kid", 1));
    assertThat(child.birth().principal()).isEqualTo(over.birth().principal());
  }

  @Test
  void aChildThatFailsFailsItsStepWithItsFailure() {
    invoker.answerBy(
        call -> {
          throw new CallFailedException(FailureCode.CONFLICT, "taken");
        });
    StoredRun over = engine.over(tenant, start(""));

    assertThat(over.head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(failure(over).code()).isEqualTo(FailureCode.CONFLICT);
    assertThat(failure(over).message()).isEqualTo("taken");
  }

  @Test
  void aWorkflowThatIsNotThereFailsTheStepAndSoDoesAnInputThatDoesNotFit() {
    engine.apply(tenant, "parent", "steps: [{id: kid, run: missing}]");
    StoredRun unknown = engine.over(tenant, engine.submit(tenant, "parent", Json.EMPTY));
    assertThat(failure(unknown).code()).isEqualTo(FailureCode.NOT_FOUND);

    engine.apply(tenant, "child", CHILD);
    engine.apply(tenant, "parent", "steps: [{id: kid, run: child, with: {name: 7}}]");
    StoredRun unfit = engine.over(tenant, engine.submit(tenant, "parent", Json.EMPTY));
    assertThat(failure(unfit).code()).isEqualTo(FailureCode.INVALID);
  }

  /** Starts a parent whose children sleep, and waits until they do. */
  private UUID startSleepers(String parentFields) {
    apply(parentFields);
    engine.apply(tenant, "child", "{input: {name: {type: string}}, steps: [{id: nap, wait: 1h}]}");
    UUID parent = engine.submit(tenant, "parent", Json.EMPTY);
    TestEngine.until(() -> sleeps(parent, 0) && sleeps(parent, 1));
    return parent;
  }

  private boolean sleeps(UUID parent, int item) {
    return find(parent, item).filter(run -> run.head().phase() == RunPhase.WAITING).isPresent();
  }

  @Test
  void aParentIsCancelledWhileTheStartOfItsChildIsRefusedForNow() {
    AtomicInteger tries = new AtomicInteger();
    engine.starts =
        (request, start) -> {
          tries.incrementAndGet();
          throw new CallFailedException(FailureCode.RATE_LIMITED, "too many start");
        };
    UUID parent = start("");
    TestEngine.until(() -> tries.get() > 0);

    engine.engine.cancel(tenant, parent, "ann");

    assertThat(engine.over(tenant, parent).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(find(parent, 0)).isEmpty();
  }

  /** conductor-oss 291, dbos-transact-ts 1262: the child of a cancelled parent went on. */
  @Test
  void aCancelledParentCancelsItsChildrenAndEndsWithThem() {
    UUID parent = startSleepers("");
    engine.engine.cancel(tenant, parent, "ann");

    assertThat(engine.over(tenant, parent).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(child(parent, 0).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(child(parent, 1).head().phase()).isEqualTo(RunPhase.CANCELLED);
  }

  @Test
  void aChildCanBeLeftToGoOn() {
    UUID parent = startSleepers(", onCancel: leave");
    engine.engine.cancel(tenant, parent, "ann");

    assertThat(engine.over(tenant, parent).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(sleeps(parent, 0)).isTrue();
  }

  @Test
  void aStepNeedNotWait() {
    Gate gate = holding("x");
    UUID parent = start(", detach: true");
    gate.awaitSomeone();

    assertThat(output(engine.over(tenant, parent)).toString()).contains("{\"run\":\"run_");
    gate.open();
    engine.over(tenant, child(parent, 0).birth().id());
  }

  @Tag("restart")
  @Test
  void aCrashStartsNoSecondChildAndLosesNoEnd() {
    Gate gate = holding("x");
    UUID parent = start("");
    gate.awaitSomeone();
    TestEngine.until(() -> find(parent, 1).isPresent());
    engine.crash();
    invoker.answerBy(FakeInvoker::echo);
    gate.open();
    restart();

    assertThat(output(engine.over(tenant, parent)))
        .hasToString("[\"hi x of ann\",\"hi y of ann\"]");
    assertThat(engine.stored(tenant, parent).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  /** Until its child is stored, the parent alone knows of it. */
  @Tag("restart")
  @Test
  void aParentWhoseChildCouldNotBeStoredYetGoesOnAfterACrash() {
    Gate asked = new Gate();
    engine.starts =
        (request, start) -> {
          asked.pass();
          throw new CallFailedException(FailureCode.UNAVAILABLE, "the database is away");
        };
    engine.apply(tenant, "child", CHILD);
    engine.apply(tenant, "parent", "steps: [{id: kid, run: child, with: {name: x}}]");
    UUID parent = engine.submit(tenant, "parent", Json.EMPTY);
    asked.awaitSomeone();
    asked.open();
    TestEngine.until(() -> engine.stored(tenant, parent).head().phase() == RunPhase.WAITING);
    assertThat(engine.stored(tenant, parent).head().due()).isNull();
    engine.crash();
    restart();

    assertThat(output(engine.over(tenant, parent))).isEqualTo(Json.of("hi x of ann"));
  }

  @Tag("restart")
  @Test
  void aWorkflowThatRunsItselfWithoutEndFails() {
    engine.apply(tenant, "parent", "steps: [{id: kid, run: parent}]");
    StoredRun over = engine.over(tenant, engine.submit(tenant, "parent", Json.EMPTY));

    assertThat(failure(over).code()).isEqualTo(FailureCode.TOO_LARGE);
    assertThat(failure(over).message()).contains("nested deeper than 16");
  }
}
