package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.driver.DoubtAnswer;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.store.RunInboxStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages to runs: stored at any server, taken once, whatever ends in between. */
@Tag("carrier")
@Tag("postgresql")
class RunInboxTest {

  private static final String CALL = "steps: [{id: a, call: text.pii.mask, with: {text: x}}]";
  private static final String SLEEP = "{steps: [{id: w, wait: 1h}, {id: t, transform: done}]}";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() throws SQLException {
    engine.close();
    asOwner("drop trigger if exists hold on run_inbox");
    Tampering.with(db.logins().owner(), "run", "delete from run");
  }

  private static void asOwner(String sql) throws SQLException {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void restart() {
    engine.close();
    engine = TestEngine.start(db, invoker);
  }

  private UUID sleeping() {
    UUID run = engine.run(tenant, SLEEP, Json.EMPTY);
    TestEngine.until(() -> engine.engine.live().progress(run).isEmpty());
    return run;
  }

  private UUID inDoubt() {
    doubtful();
    UUID run = engine.run(tenant, CALL, Json.EMPTY);
    waiting(run);
    return run;
  }

  private void doubtful() {
    invoker.answerBy(
        call -> {
          throw new CallFailedException(FailureCode.IN_DOUBT, "who knows");
        });
  }

  private void waiting(UUID run) {
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
  }

  private static InboxMessage cancel(UUID id) {
    return new InboxMessage(id, InboxMessage.Kind.CANCEL, null, null, "ann");
  }

  private static InboxMessage answer(UUID id, DoubtAnswer answer) {
    StoredJson payload = StoredJson.of(answer.json());
    return new InboxMessage(id, InboxMessage.Kind.ANSWER, "a", payload, "ann");
  }

  /** Stores a message as a server does that ends before it tells anyone. */
  private RunInboxStore.Storing put(UUID run, InboxMessage message) {
    return db.database().inTenant(tenant, tx -> RunInboxStore.put(tx, run, message, false));
  }

  private RunInboxStore.@Nullable Outcome outcome(UUID message) {
    return db.database().inTenant(tenant, tx -> RunInboxStore.outcome(tx, message)).orElse(null);
  }

  private RunInboxStore.Outcome taken(UUID message) {
    TestEngine.until(() -> outcome(message) != null);
    return Objects.requireNonNull(outcome(message));
  }

  private List<RunEvent> journal(UUID run) {
    return StoredJournal.of(db.database(), run).events();
  }

  private long cancellations(UUID run) {
    return journal(run).stream().filter(RunEvent.CancelRequested.class::isInstance).count();
  }

  private static void assertRefused(FailureCode code, String words, ThrowingCallable call) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.failure().message()).contains(words));
  }

  @Tag("restart")
  @Test
  void whatComesLastRunsOnceWhereACancellationWaitedForTheServer() {
    UUID run =
        engine.run(
            tenant,
            """
            steps: [{id: long, wait: 1h}]
            finally: [{id: last, call: text.pii.mask, with: {text: last}}]
            """,
            Json.EMPTY);
    waiting(run);
    engine.crash();
    put(run, cancel(UUID.randomUUID()));

    engine = TestEngine.start(db, invoker);

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(invoker.times("/last/0")).isEqualTo(1);
  }

  // As Windmill's #785 has it, where a flow that slept was told to be cancelled and slept on.
  @Test
  void aRunThatSleepsIsCancelledAtOnce() {
    UUID run = sleeping();
    UUID message = UUID.randomUUID();

    engine.engine.cancel(tenant, run, "ann", message);

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(taken(message).refused()).isNull();
  }

  // As Temporal's sdk-php#625 has it: its worker was away, and the wish to cancel was lost on a
  // timer.
  @Tag("restart")
  @Test
  void whatIsStoredWhileNoEngineRunsIsTakenBeforeAnythingGoesOn() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
    UUID run = engine.run(tenant, CALL, Json.EMPTY);
    gate.awaitSomeone();
    engine.crash();
    gate.open();
    int calls = invoker.calls.size();
    UUID message = UUID.randomUUID();
    assertThat(put(run, cancel(message))).isEqualTo(RunInboxStore.Storing.STORED);

    restart();

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(taken(message).refused()).isNull();
    assertThat(invoker.calls).hasSize(calls);
  }

  @Tag("restart")
  @Test
  void aTimerThatFallsDueWhileNoEngineRunsDoesNotOutrunTheWishToCancel() {
    UUID run =
        engine.run(
            tenant,
            "{steps: [{id: w, wait: 100ms}, {id: a, call: text.pii.mask, with: {text: x}}]}",
            Json.EMPTY);
    TestEngine.until(() -> !journal(run).isEmpty());
    engine.crash();
    put(run, cancel(UUID.randomUUID()));
    TestEngine.until(
        () -> ((RunEvent.TimerSet) journal(run).getFirst()).due().isBefore(TestEngine.TIME.now()));

    restart();

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(invoker.calls).isEmpty();
  }

  @Test
  void whatIsStoredByAServerThatEndsIsFoundWithinASecond() {
    UUID run = sleeping();

    put(run, cancel(UUID.randomUUID()));

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
  }

  @Test
  void aServerThatCarriesOnNoRunsTakesMessagesToo() {
    UUID sleeping = sleeping();
    UUID asking = inDoubt();
    try (TestEngine beside = TestEngine.beside(db, invoker)) {
      beside.engine.cancel(tenant, sleeping, "ann");
      beside.answer(tenant, asking, "a", new DoubtAnswer.Fail());

      assertThat(engine.over(tenant, sleeping).head().phase()).isEqualTo(RunPhase.CANCELLED);
      assertThat(engine.over(tenant, asking).head().phase()).isEqualTo(RunPhase.FAILED);
      assertRefused(
          FailureCode.CONFLICT, "is over", () -> beside.engine.cancel(tenant, asking, "ann"));
      assertRefused(
          FailureCode.NOT_FOUND,
          "no run",
          () -> beside.engine.cancel(db.newTenant(), asking, "ann"));
    }
  }

  /** The event and the mark are one: the database is held between them. */
  @Tag("restart")
  @Test
  void aCrashBetweenTheEventAndTheMarkLeavesNeither() throws SQLException {
    UUID run = sleeping();
    UUID message = UUID.randomUUID();
    asOwner(
        """
        create or replace function hold() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock(77); return new; end $$;
        create trigger hold before update on run_inbox for each row execute function hold()
        """);
    try (Connection holder = db.logins().engine().connect();
        Statement statement = holder.createStatement()) {
      statement.execute("select pg_advisory_lock(77)");
      put(run, cancel(message));
      engine.engine.messagesStored();
      TestEngine.until(() -> waitsForTheLock(statement));

      assertThat(cancellations(run)).isZero();
      engine.crash();
      statement.execute(
          "select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory' and"
              + " objid = 77 and not granted");
    }
    assertThat(cancellations(run)).isZero();
    assertThat(outcome(message)).isNull();

    restart();

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(taken(message).refused()).isNull();
    assertThat(cancellations(run)).isEqualTo(1);
  }

  private static boolean waitsForTheLock(Statement statement) {
    try (ResultSet rows =
        statement.executeQuery(
            "select exists (select from pg_locks where locktype = 'advisory' and objid = 77 and"
                + " not granted)")) {
      rows.next();
      return rows.getBoolean(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Tag("restart")
  @Test
  void whatWasTakenBeforeACrashHasNoSecondEffect() {
    UUID run = inDoubt();
    UUID message = UUID.randomUUID();
    engine.engine.answer(tenant, run, "a", new DoubtAnswer.Repeat(), "ann", message);
    TestEngine.until(() -> invoker.calls.size() == 2);
    waiting(run);
    engine.crash();

    restart();
    engine.engine.messagesStored();
    engine.engine.answer(tenant, run, "a", new DoubtAnswer.Repeat(), "ann", message);

    assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.WAITING);
    assertThat(invoker.calls).hasSize(2);
    assertThat(journal(run)).filteredOn(RunEvent.Repeated.class::isInstance).hasSize(1);
  }

  // As Temporal's #4028 has it, where a signal that came again was taken again after a reset.
  @Test
  void aMessageThatComesAgainHasOneEffectThoughItWouldFitOnceMore() {
    UUID run = inDoubt();
    UUID message = UUID.randomUUID();
    engine.engine.answer(tenant, run, "a", new DoubtAnswer.Repeat(), "ann", message);
    TestEngine.until(() -> invoker.calls.size() == 2);
    waiting(run);

    engine.engine.answer(tenant, run, "a", new DoubtAnswer.Repeat(), "ann", message);

    assertThat(invoker.calls).hasSize(2);
    engine.engine.cancel(tenant, run, "ann", message);
    assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.WAITING);
  }

  @Tag("restart")
  @Test
  void ofTwoAnswersThatWaitTheFirstCountsAndTheOtherIsRefused() {
    UUID run = inDoubt();
    engine.crash();
    UUID first = new UUID(2, 2);
    UUID second = new UUID(1, 1);
    put(run, answer(first, new DoubtAnswer.Fail()));
    put(run, answer(second, new DoubtAnswer.Repeat()));

    restart();

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(taken(first).refused()).isNull();
    assertThat(taken(second).refused()).isNotNull();
    assertThat(invoker.calls).hasSize(1);
  }

  @Test
  void theJournalTellsWhoAnswered() {
    UUID run = inDoubt();
    UUID message = UUID.randomUUID();
    engine.engine.answer(tenant, run, "a", new DoubtAnswer.Fail(), "ann", message);
    engine.over(tenant, run);

    assertThat(journal(run))
        .filteredOn(RunEvent.Delivered.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            RunEvent.Delivered.class,
            told -> {
              assertThat(told.message()).isEqualTo(message);
              assertThat(told.kind()).isEqualTo("answer");
              assertThat(told.by()).isEqualTo("ann");
            });
  }

  @Test
  void anAnswerThatCannotBeReadIsRefusedAndHarmsNoRun() {
    UUID run = inDoubt();
    UUID message = UUID.randomUUID();
    put(
        run,
        new InboxMessage(message, InboxMessage.Kind.ANSWER, "a", StoredJson.of(Json.of(7)), "ann"));

    assertThat(taken(message).refused()).contains("cannot be read");
    engine.answer(tenant, run, "a", new DoubtAnswer.Fail());
  }

  @Tag("restart")
  @Test
  void whatIsTooLateIsRefusedWhenTheRunIsOver() {
    UUID run = sleeping();
    engine.crash();
    UUID message = UUID.randomUUID();
    put(run, cancel(message));
    Tampering.with(
        db.logins().owner(),
        "run",
        "update run set finished = now(), due = null, state = 'succeeded' where id = '%s'"
            .formatted(run));

    restart();

    assertThat(taken(message).refused()).contains("is over");
    assertThat(put(run, cancel(UUID.randomUUID()))).isEqualTo(RunInboxStore.Storing.OVER);
  }

  /** A later server sends what this one does not know; it waits, up to a bound. */
  @Test
  void aThousandMessagesOfARunWaitAndNoMoreButItCanBeCancelled() {
    UUID run = inDoubt();
    Tampering.with(
        db.logins().owner(),
        "run_inbox",
        """
        insert into run_inbox (tenant, id, run, kind, by, at)
        select '%s', gen_random_uuid(), '%s', 'of_later', 'ann', now() from generate_series(1, 1000)
        """
            .formatted(tenant.tenant(), run));

    assertRefused(
        FailureCode.RATE_LIMITED,
        "is full: at most 1000 messages",
        () -> engine.answer(tenant, run, "a", new DoubtAnswer.Fail()));
    engine.engine.cancel(tenant, run, "ann");

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
  }

  @Test
  void theEndOfARunTakesItsMessagesWithIt() {
    UUID run = sleeping();
    engine.engine.cancel(tenant, run, "ann", new UUID(3, 3));
    engine.over(tenant, run);

    Tampering.with(db.logins().owner(), "run", "delete from run where id = '%s'".formatted(run));

    assertThat(outcome(new UUID(3, 3))).isNull();
  }

  // As dbos-transact-ts#1205 has it, where two recoveries of one run took different messages.
  @Test
  void manyWishesAtOnceHaveOneEffectThoughConnectionsBreak() throws SQLException {
    List<UUID> sleepers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sleepers.add(sleeping());
    }
    List<CompletableFuture<Boolean>> told = new ArrayList<>();
    for (UUID run : sleepers) {
      for (int wish = 0; wish < 3; wish++) {
        CompletableFuture<Boolean> one = new CompletableFuture<>();
        told.add(one);
        Thread.startVirtualThread(() -> one.complete(cancelled(run)));
      }
      terminateWriters();
    }

    told.forEach(CompletableFuture::join);
    for (UUID run : sleepers) {
      assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
      assertThat(cancellations(run)).isEqualTo(1);
    }
  }

  private boolean cancelled(UUID run) {
    try {
      engine.engine.cancel(tenant, run, "ann");
      return true;
    } catch (CallFailedException e) {
      return false;
    }
  }

  private static void terminateWriters() throws SQLException {
    try (Connection connection = db.logins().engine().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          select pg_terminate_backend(pid) from pg_locks
          where locktype = 'advisory' and pid <> pg_backend_pid()
            and database = (select oid from pg_database where datname = current_database())
          """);
    }
  }
}
