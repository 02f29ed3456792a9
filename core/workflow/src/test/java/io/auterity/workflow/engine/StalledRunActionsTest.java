package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.driver.DoubtAnswer;
import io.auterity.workflow.journal.FailureJson;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.live.WaitingFor;
import io.auterity.workflow.view.StepExecution;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person does about a run that stands still. */
@Tag("postgresql")
class StalledRunActionsTest {

  private static final String THREE_WRITES =
      """
      steps:
        - {id: a, call: text.pii.mask, with: {text: a}}
        - {id: b, call: text.pii.mask, with: {text: b}}
        - {id: c, call: text.pii.mask, with: {text: c}}
      output: ${c.text}
      """;

  private static final Json.Obj MASKED =
      Json.EMPTY.with("text", Json.of("it did")).with("findings", new Json.Arr(List.of()));

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final Repeatability writes = (scope, capability) -> new CallIdempotency.Nowhere();
  private TestEngine engine = TestEngine.start(db, invoker, writes);
  private UUID run = new UUID(0, 0);

  /** Its first two steps are done, the third is under way: events 1 to 5. */
  @BeforeEach
  void crashDuringTheLastStep() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).equals("c")) {
            gate.pass();
          }
          return FakeInvoker.echo(call);
        });
    run = engine.run(tenant, THREE_WRITES, Json.EMPTY);
    gate.awaitSomeone();
    engine.crash();
    gate.open();
    engine.close();
    invoker.answerBy(FakeInvoker::echo);
    invoker.byKey.clear();
  }

  @AfterEach
  void close() {
    engine.close();
    Tampering.with(db.logins().owner(), "run", "delete from run where id = '%s'".formatted(run));
  }

  private void damage(String change, int seq) {
    Tampering.with(
        db.logins().owner(),
        "run_event",
        "%s where run = '%s' and seq = %d".formatted(change, run, seq));
    engine = TestEngine.start(db, invoker, writes);
    TestEngine.until(() -> engine.engine.live().stalled(run).isPresent());
  }

  private StepExecution step(String key) {
    return engine.views().step(tenant, run, key, 0).instance();
  }

  private void awaitQuestion(String key) {
    TestEngine.until(() -> step(key).waitingFor() == WaitingFor.ANSWER);
  }

  private List<Integer> aside() throws SQLException {
    List<Integer> seqs = new ArrayList<>();
    try (Connection connection = db.logins().engine().connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select seq from run_event_aside where run = '%s' order by seq".formatted(run))) {
      while (rows.next()) {
        seqs.add(rows.getInt(1));
      }
    }
    return seqs;
  }

  @Test
  void itIsEndedWithTheReasonAndWhatIsNotKnown() {
    damage("update run_event set kind = 99", 4);

    engine.engine.stalledActions().end(tenant, run, "ann", "not worth it", false);

    StoredRun ended = engine.stored(tenant, run);
    assertThat(ended.head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(
            FailureJson.read((Json.Obj) Objects.requireNonNull(ended.head().failure()).json())
                .message())
        .startsWith("ended by ann while it stood still: not worth it; what became of b, c is not")
        .contains("event 4 of the journal cannot be read");
    assertThat(step("a").phase()).isEqualTo(StepPhase.SUCCEEDED);
    assertThat(engine.engine.stalled()).isZero();
    assertThat(invoker.byKey).isEmpty();
  }

  /** The database does not answer until the one who asked has gone. */
  @Test
  void anEndThatIsNotStoredInTimeKeepsOthersAwayUntilItIs() throws Exception {
    damage("update run_event set kind = 99", 4);
    AtomicReference<@Nullable Throwable> late = new AtomicReference<>();
    Thread ann =
        new Thread(
            () ->
                late.set(
                    catchThrowable(
                        () ->
                            engine
                                .engine
                                .stalledActions()
                                .end(tenant, run, "ann", "not worth it", false))));
    try (Connection connection = db.logins().engine().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select from run where id = '%s' for update".formatted(run));
      ann.start();
      TestEngine.until(() -> somebodyWaits(statement));
      assertConflict(() -> engine.engine.stalledActions().repair(tenant, run, "bob", "disk"));
      ann.interrupt();
      ann.join();

      assertThat(late.get()).isInstanceOf(CallFailedException.class);
      assertConflict(() -> engine.engine.stalledActions().repair(tenant, run, "bob", "disk"));
      connection.rollback();
    }

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
    TestEngine.until(() -> engine.engine.stalled() == 0);
    assertThat(invoker.byKey).isEmpty();
  }

  private static boolean somebodyWaits(Statement statement) {
    try (ResultSet waiting =
        statement.executeQuery(
            "select from pg_stat_activity where wait_event_type = 'Lock'"
                + " and datname = current_database()")) {
      return waiting.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatTheRepairSetsAsideIsAskedAboutAndNothingIsRepeated() throws SQLException {
    damage("update run_event set payload = 'x' || payload", 2);

    engine.engine.stalledActions().repair(tenant, run, "ann", "disk");

    assertThat(aside()).containsExactly(2, 3, 4, 5);
    awaitQuestion("a");
    engine.answer(tenant, run, "a", new DoubtAnswer.Succeeded(MASKED));
    awaitQuestion("b");
    engine.answer(tenant, run, "b", new DoubtAnswer.Repeat());
    awaitQuestion("c");
    engine.answer(tenant, run, "c", new DoubtAnswer.Repeat());
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.times("/a/0")).isZero();
    assertThat(invoker.times("/b/0")).isEqualTo(1);
    assertThat(invoker.times("/c/0")).isEqualTo(1);
  }

  @Test
  void aRepairedRunIsReadBackAfterACrash() {
    damage("update run_event set kind = 99", 4);
    engine.engine.stalledActions().repair(tenant, run, "ann", "disk");
    awaitQuestion("b");
    engine.crash();
    engine.close();
    engine = TestEngine.start(db, invoker, writes);

    awaitQuestion("b");
    engine.answer(tenant, run, "b", new DoubtAnswer.Succeeded(MASKED));
    awaitQuestion("c");
  }

  @Test
  void anEventThatIsGoneIsToldAndEveryWriteIsAskedAbout() throws SQLException {
    damage("delete from run_event", 2);

    engine.engine.stalledActions().repair(tenant, run, "ann", "disk");

    assertThat(aside()).contains(2);
    awaitQuestion("a");
    assertThat(invoker.byKey).isEmpty();
  }

  @Test
  void theStepThatStallsIsPassedOver() throws SQLException {
    damage("update run_event set kind = 99", 4);

    engine.engine.stalledActions().skip(tenant, run, "ann", "known to be done");

    assertThat(aside()).containsExactly(4, 5);
    awaitQuestion("c");
    assertThat(step("b").phase()).isEqualTo(StepPhase.SKIPPED);
    assertThat(Objects.requireNonNull(step("b").failure()).message())
        .contains("skipped by ann: known to be done");
    engine.answer(tenant, run, "c", new DoubtAnswer.Succeeded(MASKED));
    assertThat(Objects.requireNonNull(engine.over(tenant, run).head().output()).json())
        .isEqualTo(Json.of("it did"));
    assertThat(invoker.byKey).isEmpty();
  }

  @Test
  void whatDoesNotStandStillIsLeftAlone() {
    engine = TestEngine.start(db, invoker, writes);
    awaitQuestion("c");

    assertConflict(() -> engine.engine.stalledActions().end(tenant, run, "ann", "no", false));
    assertConflict(() -> engine.engine.stalledActions().repair(tenant, run, "ann", "no"));
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () -> engine.engine.stalledActions().end(db.newTenant(), run, "eve", "no", false))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
  }

  @Test
  void aReasonIsNeededThatCanBeKept() {
    damage("update run_event set kind = 99", 4);

    for (String reason : List.of(" ", "a\0b", "a\u001bb", "a\ud800b")) {
      assertInvalid(() -> engine.engine.stalledActions().end(tenant, run, "ann", reason, false));
      assertInvalid(() -> engine.engine.stalledActions().repair(tenant, run, "ann", reason));
      assertInvalid(() -> engine.engine.stalledActions().skip(tenant, run, "ann", reason));
    }
  }

  private static void assertInvalid(ThrowingCallable call) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID));
  }

  private static void assertConflict(ThrowingCallable call) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT));
  }
}
