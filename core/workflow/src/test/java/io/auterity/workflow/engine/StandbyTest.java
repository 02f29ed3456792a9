package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.driver.DoubtAnswer;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.RunUpdate;
import io.auterity.workflow.live.RunWatch;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.store.TestSeat;
import io.auterity.workflow.view.RunViews;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two servers on one database: one carries the runs, the other stands by and takes over. */
@Tag("postgresql")
class StandbyTest {

  private static final String CHAIN =
      """
      steps:
        - {id: a, call: text.pii.mask, with: {text: a}}
        - {id: b, call: text.pii.mask, with: {text: "${a.text + 'b'}"}}
        - {id: c, call: text.pii.mask, with: {text: "${b.text + 'c'}"}}
      output: ${c.text}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Repeatability ONCE = (scope, capability) -> new CallIdempotency.Nowhere();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final Gate gate = new Gate();
  private TestEngine holder = TestEngine.start(db, invoker);
  private TestEngine standby = TestEngine.another(db, invoker);

  @BeforeEach
  void holdB() {
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).equals("ab")) {
            gate.pass();
          }
          return FakeInvoker.echo(call);
        });
  }

  @AfterEach
  void close() {
    gate.open();
    standby.close();
    holder.close();
  }

  private void takenOver() {
    takenOver(standby);
  }

  // The holder may renew its lease before the other looks.
  private static void takenOver(TestEngine by) {
    long epoch = TestSeat.read(db.database()).epoch();
    TestEngine.until(
        () -> {
          TestSeat.expire(db.database(), epoch);
          by.engine.seatChanged();
          return by.engine.carriesRuns();
        });
  }

  private Json output(UUID run) {
    return Objects.requireNonNull(standby.over(tenant, run).head().output()).json();
  }

  private void assertNothingRepeated(UUID run) {
    var _ =
        StoredJournal.of(db.database(), run)
            .assertNothingRepeated(Compiled.workflow(CHAIN), invoker);
  }

  @Test
  void oneCarriesRunsAndTheOtherSaysWhoDoes() {
    assertThat(holder.engine.carriesRuns()).isTrue();
    assertThat(standby.engine.carriesRuns()).isFalse();
    assertThat(standby.engine.check()).isEmpty();
    assertThat(standby.engine.holder()).contains("host");
  }

  // As dbos-transact-py#742 has it, where who knew of a run before another took it over goes on
  // with
  // it.
  @Test
  void whatTheFormerHolderLearnsAfterTheTakeOverIsNotWritten() {
    UUID run = holder.run(tenant, CHAIN, Json.EMPTY);
    gate.awaitSomeone();

    takenOver();
    TestEngine.until(() -> invoker.times("/b/0") == 2);
    gate.open();

    assertThat(output(run)).isEqualTo(Json.of("abc"));
    TestEngine.until(() -> !holder.engine.carriesRuns());
    assertThat(invoker.times("/a/0")).isEqualTo(1);
    assertThat(invoker.times("/c/0")).isEqualTo(1);
    assertNothingRepeated(run);
    assertThat(holder.engine.check()).as("stands by").isEmpty();
  }

  @Test
  void theNextTakesOverOnceTheHolderHasCrashed() {
    UUID run = holder.run(tenant, CHAIN, Json.EMPTY);
    gate.awaitSomeone();
    holder.crash();
    gate.open();

    takenOver();

    assertThat(output(run)).isEqualTo(Json.of("abc"));
    assertThat(invoker.times("/a/0")).isEqualTo(1);
    assertNothingRepeated(run);
  }

  @Test
  void aWriteUnderWayAtTheCrashIsNotRepeatedButInDoubt() {
    holder.close();
    standby.close();
    holder = TestEngine.start(db, invoker, ONCE);
    standby = TestEngine.another(db, invoker, ONCE);
    UUID run =
        holder.run(tenant, "steps: [{id: b, call: text.pii.mask, with: {text: ab}}]", Json.EMPTY);
    gate.awaitSomeone();
    holder.crash();
    gate.open();

    takenOver();

    TestEngine.until(() -> standby.stored(tenant, run).head().phase() == RunPhase.WAITING);
    assertThat(invoker.times("/b/0")).isEqualTo(1);
    standby.answer(tenant, run, "b", new DoubtAnswer.Repeat());
    assertThat(standby.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  private static void breakConnections() {
    try (Connection connection = db.logins().engine().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and usename = current_user
            and pid <> pg_backend_pid()
          """);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  // As dbos-transact-py#716 has it: connections break during the recovery, and runs are stranded.
  @Test
  void aTakeOverDuringWhichConnectionsBreakLosesNoRun() {
    UUID run = holder.run(tenant, CHAIN, Json.EMPTY);
    gate.awaitSomeone();
    holder.crash();
    gate.open();
    TestSeat.expire(db.database(), TestSeat.read(db.database()).epoch());

    for (int i = 0; i < 30; i++) {
      standby.engine.seatChanged();
      breakConnections();
    }

    TestEngine.until(standby.engine::carriesRuns);
    assertThat(output(run)).isEqualTo(Json.of("abc"));
    assertThat(invoker.times("/a/0")).isEqualTo(1);
    assertNothingRepeated(run);
  }

  // As dbos-transact-py#804 has it, where the server that drains takes back what was recovered.
  @Test
  void aHolderThatClosesHandsTheSeatOverAndTheOtherWayRoundAgain() {
    UUID first = holder.run(tenant, "steps: [{id: w, wait: 1h}]", Json.EMPTY);
    holder.close();
    TestEngine.until(standby.engine::carriesRuns);
    UUID second = standby.run(tenant, CHAIN, Json.EMPTY);
    gate.awaitSomeone();
    gate.open();
    assertThat(output(second)).isEqualTo(Json.of("abc"));

    holder = TestEngine.another(db, invoker);
    assertThat(holder.engine.carriesRuns()).isFalse();
    standby.close();
    TestEngine.until(holder.engine::carriesRuns);

    holder.engine.cancel(tenant, first, "ann");
    assertThat(holder.over(tenant, first).head().phase()).isEqualTo(RunPhase.CANCELLED);
  }

  @Test
  void whoLostTheSeatTakesItAgainWhenTheOtherEnds() {
    takenOver();
    TestEngine.until(() -> !holder.engine.carriesRuns());
    standby.crash();
    takenOver(holder);
    gate.open();

    UUID run = holder.run(tenant, CHAIN, Json.EMPTY);

    assertThat(holder.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void whatIsStartedAtTheStandbyRunsAtTheHolder() {
    gate.open();
    standby.apply(tenant, "test", CHAIN);
    holder.apply(tenant, "test", CHAIN);

    UUID run = standby.submit(tenant, "test", Json.EMPTY);

    assertThat(output(run)).isEqualTo(Json.of("abc"));
    assertThat(invoker.times("/a/0")).isEqualTo(1);
  }

  @Test
  void aStartThatIsRepeatedAtBothBeginsOneRun() {
    gate.open();
    standby.apply(tenant, "test", CHAIN);
    holder.apply(tenant, "test", CHAIN);
    RunRequest request =
        new RunRequest(tenant, TestEngine.ANN, "rest", "test", Json.EMPTY, Map.of());
    UUID id = UUID.randomUUID();

    assertThat(standby.engine.submit(request, id)).isEqualTo(id);
    assertThat(standby.engine.submit(request, id)).isEqualTo(id);
    assertThat(holder.engine.submit(request, id)).isEqualTo(id);

    assertThat(output(id)).isEqualTo(Json.of("abc"));
    assertThat(invoker.times("/a/0")).isEqualTo(1);
  }

  @Test
  void whatIsStartedWhileNoServerHasTheSeatIsTakenUpByTheNext() {
    gate.open();
    standby.apply(tenant, "test", CHAIN);
    holder.crash();
    UUID run = standby.submit(tenant, "test", Json.EMPTY);
    assertThat(standby.stored(tenant, run).head().phase()).isEqualTo(RunPhase.QUEUED);

    takenOver();

    assertThat(output(run)).isEqualTo(Json.of("abc"));
  }

  @Test
  void aStartWithABadInputIsRefusedAtTheStandbyToo() {
    standby.apply(
        tenant, "test", "{input: {n: {type: integer}}, steps: [{id: t, transform: done}]}");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> standby.submit(tenant, "test", Json.EMPTY.with("n", Json.of("no number"))));
  }

  @Test
  void aSignalAtTheStandbyReachesTheRun() {
    UUID run = holder.run(tenant, "steps: [{id: go, await: {signal: go}}]", Json.EMPTY);

    standby.engine.signal(tenant, run, "go", Json.of("on"), "ann", UUID.randomUUID());

    assertThat(standby.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void whoWatchesAtTheStandbyIsToldToLookAndWhenItIsOver() throws InterruptedException {
    UUID run = holder.run(tenant, CHAIN, Json.EMPTY);
    gate.awaitSomeone();
    RunViews views = standby.views();
    long seen = views.detail(tenant, run).seq();
    RunWatch watch = views.watch(tenant, run, seen);
    assertThat(watch.next(Duration.ZERO)).as("nothing new").isNull();
    assertThat(views.detail(tenant, run).nodes().getFirst().succeeded()).isEqualTo(1);

    gate.open();

    RunUpdate told = null;
    while (!watch.over()) {
      RunUpdate next = watch.next(Duration.ofSeconds(20));
      told = next == null ? told : next;
    }
    assertThat(told).isInstanceOf(RunUpdate.Full.class);
    assertThat(views.detail(tenant, run).summary().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }
}
