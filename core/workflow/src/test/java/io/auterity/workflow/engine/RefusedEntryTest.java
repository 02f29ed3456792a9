package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.journal.FailureJson;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.live.RunUpdate;
import io.auterity.workflow.live.RunWatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database refuses what one run wants to write. */
@Tag("postgresql")
class RefusedEntryTest {

  private static final String TWO_CALLS =
      "steps: [{id: a, call: text.pii.mask, with: {text: x}}, {id: b, call: text.pii.mask, with:"
          + " {text: y}}]";

  private static final String MANY =
      "steps: [{id: many, each: [1, 2, 3, 4, 5, 6, 7, 8], as: i, concurrency: 8, steps: [{id: one,"
          + " call: text.pii.mask, with: {text: x}}, {id: two, transform: 1}]}]";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final HeldTimers timers = new HeldTimers();
  private final Gate gate = new Gate();
  private final TestEngine engine =
      TestEngine.start(
          db,
          invoker,
          (scope, call) -> new CallIdempotency.Anywhere(),
          timers,
          new EngineSettings(1, 100, 100));

  @BeforeEach
  void stopAtTheFirstCall() {
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
  }

  @AfterEach
  void close() throws SQLException {
    asOwner("drop trigger if exists refuse on run_event; drop trigger if exists refuse on run");
    engine.close();
  }

  private UUID begun() {
    UUID run = engine.run(tenant, TWO_CALLS, Json.EMPTY);
    gate.awaitSomeone();
    return run;
  }

  private static void refuse(String when, String table, UUID run) throws SQLException {
    asOwner(
        """
        create or replace function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'not this one' using errcode = 'check_violation'; end $$;
        create trigger refuse before %s on %s for each row
        when (new.%s = '%s') execute function refuse()
        """
            .formatted(when, table, table.equals("run") ? "id" : "run", run));
  }

  private static void asOwner(String sql) throws SQLException {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theRunFailsAndTheOthersGoOn() throws SQLException {
    UUID refused = begun();
    UUID other = engine.submit(tenant, "test", Json.EMPTY);
    refuse("insert", "run_event", refused);
    gate.open();

    assertFailed(engine.over(tenant, refused));
    assertThat(engine.over(tenant, other).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.calls).hasSize(3);
  }

  /** Else the run could not be read back: an event would be missing. */
  @Test
  void whatFollowedWhatIsRefusedIsNotWrittenEither() throws SQLException {
    engine.apply(tenant, "many", MANY);
    UUID run = engine.submit(tenant, "many", Json.EMPTY);
    TestEngine.until(() -> invoker.calls.size() == 8);
    asOwner(
        """
        create or replace function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'not this one' using errcode = 'check_violation'; end $$;
        create trigger refuse before insert on run_event for each row
        when (new.run = '%s' and new.seq = 4) execute function refuse()
        """
            .formatted(run));
    gate.open();

    assertFailed(engine.over(tenant, run));
    assertThat(numbers(run)).doesNotHaveDuplicates().allMatch(seq -> seq < 4);
  }

  private static List<Integer> numbers(UUID run) throws SQLException {
    List<Integer> numbers = new ArrayList<>();
    try (Connection connection = db.logins().engine().connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select seq from run_event where run = '%s'".formatted(run))) {
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
    }
    return numbers;
  }

  @Test
  void whoWatchesSeesTheEnd() throws Exception {
    UUID run = begun();
    RunWatch watch = engine.views().watch(tenant, run, -1);
    refuse("insert", "run_event", run);
    gate.open();

    RunUpdate runUpdate = watch.next(Duration.ofSeconds(20));
    while (!watch.over()) {
      runUpdate = watch.next(Duration.ofSeconds(20));
    }

    assertThat(((RunUpdate.Progress) Objects.requireNonNull(runUpdate)).phase())
        .isEqualTo(RunPhase.FAILED);
  }

  @Test
  void anEndThatIsRefusedTooIsWrittenOnceItMayBe() throws SQLException {
    UUID run = begun();
    refuse("insert", "run_event", run);
    refuse("update", "run", run);
    gate.open();
    TestEngine.until(() -> engine.engine.live().progress(run).isEmpty());
    assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.RUNNING);

    asOwner("drop trigger refuse on run");
    TestEngine.until(
        () -> {
          timers.pass(Duration.ofSeconds(10));
          return engine.stored(tenant, run).head().phase().over();
        });

    assertFailed(engine.stored(tenant, run));
  }

  private static void assertFailed(StoredRun run) {
    Failure failure =
        FailureJson.read((Json.Obj) Objects.requireNonNull(run.head().failure()).json());
    assertThat(run.head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failure.message()).contains("the database refuses");
  }
}
