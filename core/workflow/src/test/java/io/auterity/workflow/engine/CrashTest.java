package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.DatabaseLogin;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunEvent.Unsent;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.step.Compiled;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The process or its connections die; the next engine works on the same database. */
@Tag("carrier")
@Tag("postgresql")
class CrashTest {

  private static final String CHAIN =
      """
      steps:
        - {id: a, call: text.pii.mask, with: {text: a}}
        - {id: b, call: text.pii.mask, with: {text: "${a.text + 'b'}"}}
        - {id: c, call: text.pii.mask, with: {text: "${b.text + 'c'}"}}
      output: ${c.text}
      """;

  private static final String FAN =
      """
      input: {items: {type: array, items: {type: string}}}
      steps:
        - id: many
          each: ${input.items}
          as: i
          concurrency: 8
          steps:
            - {id: one, call: text.pii.mask, with: {text: "${i}"}}
            - {id: two, call: text.pii.mask, with: {text: "${one.text + '!'}"}}
          output: ${two.text}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();

  private static Json.Obj items(int count) {
    List<Json> items = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> items.add(Json.of("i" + i)));
    return Json.EMPTY.with("items", new Json.Arr(items));
  }

  private static Json output(StoredRun run) {
    return Objects.requireNonNull(run.head().output()).json();
  }

  private List<RecordedEvent> journal(UUID run) {
    return StoredJournal.of(db.database(), run).recorded();
  }

  private void assertNothingRepeated(UUID run, Workflow workflow) {
    var _ = StoredJournal.of(db.database(), run).assertNothingRepeated(workflow, invoker);
  }

  @Tag("journal")
  @Test
  void anotherEngineGoesOnWhereTheJournalEnds() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).equals("ab")) {
            gate.pass();
          }
          return FakeInvoker.echo(call);
        });
    TestEngine first = TestEngine.start(db, invoker);
    UUID run = first.run(tenant, CHAIN, Json.EMPTY);
    gate.awaitSomeone();
    first.crash();
    invoker.answerBy(FakeInvoker::echo);
    gate.open();

    try (TestEngine second = restart()) {
      assertThat(output(second.over(tenant, run))).isEqualTo(Json.of("abc"));
    }
    assertThat(invoker.times("/a/0")).isEqualTo(1);
    assertThat(invoker.times("/b/0")).isEqualTo(2);
    assertNothingRepeated(run, Compiled.workflow(CHAIN));
  }

  /** Temporal waits longer after each lost turn; the script kills tries that. */
  @Tag("journal")
  @Test
  void manyCrashesLoseNothingAndRepeatNoFinishedStep() {
    Json.Obj input = items(400);
    TestEngine engine = TestEngine.start(db, invoker);
    UUID run = engine.run(tenant, FAN, input);
    for (int crash = 1; crash <= 6; crash++) {
      int calls = crash * 100;
      TestEngine.until(() -> invoker.calls.size() >= calls);
      engine.crash();
      engine = restart();
    }

    StoredRun over = engine.over(tenant, run);

    engine.close();
    assertThat(((Json.Arr) output(over)).items())
        .hasSize(400)
        .startsWith(Json.of("i0!"), Json.of("i1!"))
        .endsWith(Json.of("i399!"));
    assertNothingRepeated(run, Compiled.workflow(FAN));
  }

  private TestEngine restart() {
    return TestEngine.start(db, invoker);
  }

  @Tag("journal")
  @Test
  void aBrokenConnectionIsMendedAndNothingIsLostOrDoubled() throws SQLException {
    try (TestEngine engine = TestEngine.start(db, invoker)) {
      engine.apply(tenant, "fan", FAN);
      List<UUID> runs = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        runs.add(engine.submit(tenant, "fan", items(100)));
        terminateWriters();
      }
      for (UUID run : runs) {
        StoredRun over = engine.over(tenant, run);
        assertThat(over.head().phase()).isEqualTo(RunPhase.SUCCEEDED);
        assertThat(((Json.Arr) output(over)).items()).hasSize(100);
      }
    }
    assertThat(invoker.byKey.values().stream().allMatch(times -> times.get() == 1)).isTrue();
  }

  private static String name() {
    String url = db.logins().owner().url();
    return url.substring(url.lastIndexOf('/') + 1);
  }

  // The same login at another database of the same server.
  private static DatabaseLogin beside(DatabaseLogin endpoint) {
    String url = endpoint.url();
    return new DatabaseLogin(
        url.substring(0, url.lastIndexOf('/')) + "/auterity", endpoint.user(), endpoint.password());
  }

  private static void allowConnections(boolean allowed) throws SQLException {
    try (Connection connection = beside(db.logins().owner()).connect();
        Statement statement = connection.createStatement()) {
      statement.execute("alter database %s allow_connections %s".formatted(name(), allowed));
    }
  }

  private static void terminateWriters() throws SQLException {
    try (Connection connection = beside(db.logins().engine()).connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          select pg_terminate_backend(pid) from pg_locks
          where locktype = 'advisory' and pid <> pg_backend_pid()
            and database = (select oid from pg_database where datname = '%s')
          """
              .formatted(name()));
    }
  }

  @Test
  void whileTheDatabaseRefusesConnectionsNothingIsLost() throws SQLException {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
    try (TestEngine engine = TestEngine.start(db, invoker)) {
      UUID run = engine.run(tenant, FAN, items(50));
      gate.awaitSomeone();
      allowConnections(false);
      terminateWriters();
      gate.open();
      TestEngine.until(() -> invoker.calls.size() >= 8);
      allowConnections(true);

      StoredRun over = engine.over(tenant, run);
      assertThat(over.head().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(((Json.Arr) output(over)).items()).hasSize(50);
    }
    assertThat(invoker.byKey.values()).allMatch(times -> times.get() == 1);
  }

  @Tag("restart")
  @Test
  void aCallThatMustNotHappenTwiceIsInDoubtAfterACrash() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
    Repeatability once = (scope, capability) -> new CallIdempotency.Nowhere();
    TestEngine first = TestEngine.start(db, invoker, once);
    UUID run = first.run(tenant, CHAIN, Json.EMPTY);
    gate.awaitSomeone();
    first.crash();
    gate.open();

    try (TestEngine second = TestEngine.start(db, invoker, once)) {
      TestEngine.until(() -> second.stored(tenant, run).head().phase() == RunPhase.WAITING);
    }
    assertThat(invoker.times("/a/0")).isEqualTo(1);
    assertThat(journal(run))
        .last()
        .extracting(RecordedEvent::event)
        .isInstanceOf(RunEvent.InDoubt.class);
  }

  /** Nobody is asked about a call that certainly was not made. */
  @Tag("journal")
  @Test
  void aCallThatTheStopForestalledIsMadeByTheNextStart() throws SQLException {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).equals("a")) {
            gate.pass();
          }
          return FakeInvoker.echo(call);
        });
    Repeatability once = (scope, capability) -> new CallIdempotency.Nowhere();
    TestEngine first = TestEngine.start(db, invoker, once);
    UUID run = first.run(tenant, CHAIN, Json.EMPTY);
    gate.awaitSomeone();
    Thread closing = Thread.ofVirtual().unstarted(first::close);
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table run_event in exclusive mode");
      gate.open();
      TestEngine.until(CrashTest::someoneWaitsForALock);
      closing.start();
      TestEngine.until(() -> first.engine.check().isPresent());
      connection.rollback();
    }
    TestEngine.until(() -> !closing.isAlive());
    assertThat(journal(run)).last().extracting(RecordedEvent::event).isInstanceOf(Unsent.class);

    try (TestEngine second = TestEngine.start(db, invoker, once)) {
      assertThat(output(second.over(tenant, run))).isEqualTo(Json.of("abc"));
    }
    assertThat(invoker.byKey.values()).allMatch(times -> times.get() == 1);
  }

  private static boolean someoneWaitsForALock() {
    try (Connection connection = db.logins().engine().connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select exists (select from pg_locks where relation = 'run_event'::regclass and not"
                    + " granted)")) {
      rows.next();
      return rows.getBoolean(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Tag("restart")
  @Test
  void aWaitEndsAtItsTimeWhateverHappensBetween() {
    UUID run;
    try (TestEngine first = TestEngine.start(db, invoker)) {
      run = first.run(tenant, "steps: [{id: a, wait: 200ms}, {id: b, transform: b}]", Json.EMPTY);
      TestEngine.until(() -> !journal(run).isEmpty());
      first.crash();
    }

    try (TestEngine second = restart()) {
      StoredRun over = second.over(tenant, run);
      Instant due = ((RunEvent.TimerSet) journal(run).getFirst().event()).due();
      assertThat(over.head().finished()).isAfterOrEqualTo(due);
    }
    assertThat(journal(run).stream().filter(r -> r.event() instanceof RunEvent.TimerSet))
        .hasSize(1);
  }

  @Tag("journal")
  @Test
  void aGracefulStopKeepsWhatHasEnded() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
    TestEngine first = TestEngine.start(db, invoker);
    UUID run = first.run(tenant, CHAIN, Json.EMPTY);
    gate.awaitSomeone();
    Thread closing = Thread.startVirtualThread(first::close);
    TestEngine.until(() -> first.engine.check().isPresent());
    gate.open();
    TestEngine.until(() -> !closing.isAlive());

    assertThat(invoker.times("/a/0")).isEqualTo(1);
    assertThat(invoker.times("/b/0")).isZero();
    try (TestEngine second = TestEngine.start(db, invoker)) {
      assertThat(output(second.over(tenant, run))).isEqualTo(Json.of("abc"));
    }
    assertThat(invoker.times("/a/0")).isEqualTo(1);
  }

  @Tag("journal")
  @Test
  void whoseEventsAnotherHasWrittenGivesTheRunUp() throws SQLException {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
    try (TestEngine engine = TestEngine.start(db, invoker)) {
      UUID run = engine.run(tenant, CHAIN, Json.EMPTY);
      gate.awaitSomeone();
      writeAsAnother(engine.stored(tenant, run));
      gate.open();

      TestEngine.until(() -> engine.engine.live().progress(run).isEmpty());

      assertThat(journal(run)).hasSize(1);
      assertThat(invoker.times("/b/0")).isZero();
      assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.RUNNING);
    }
  }

  private static void writeAsAnother(StoredRun run) throws SQLException {
    try (Connection connection = db.logins().engine().connect();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into run_event values (?, ?, 1, ?, -1, '{}', 0, 11, ?, now())
                """)) {
      insert.setObject(1, run.birth().born());
      insert.setObject(2, run.birth().id());
      insert.setObject(3, run.birth().scope().tenant());
      insert.setBytes(
          4,
          Json.EMPTY
              .with("v", Json.of(1))
              .with("by", Json.of("x"))
              .toString()
              .getBytes(StandardCharsets.UTF_8));
      insert.execute();
    }
  }

  @Tag("restart")
  @Test
  void aCallThatFailsDuringARestartIsStillTriedAgain() {
    AtomicInteger failures = new AtomicInteger();
    invoker.answerBy(
        call -> {
          failures.incrementAndGet();
          throw new CallFailedException(FailureCode.UNAVAILABLE, "later");
        });
    UUID run;
    try (TestEngine first = TestEngine.start(db, invoker)) {
      run =
          first.run(
              tenant,
              "steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 5, backoff:"
                  + " 50ms}}]",
              Json.EMPTY);
      TestEngine.until(() -> failures.get() >= 2);
      first.crash();
    }
    invoker.answerBy(FakeInvoker::echo);

    try (TestEngine second = restart()) {
      assertThat(second.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }
  }
}
