package io.auterity.workflow.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.SampleBirth;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.store.TestSeat;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The journal at its database. */
@Tag("postgresql")
class JournalTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final AtomicLong late = new AtomicLong();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final Journal journal =
      new Journal(
          db.database(),
          lateTime(),
          1,
          TestSeat.take(db.database(), new ManualTime()),
          ended::complete);

  /** The clock of this machine, and how late it is made. */
  private Time lateTime() {
    return new Time() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public long nanos() {
        return System.nanoTime() + late.get();
      }
    };
  }

  /** What became of entries, in their order. */
  private static final class Told implements Journal.Receipt {

    final BlockingQueue<String> words = new LinkedBlockingQueue<>();

    @Override
    public void committed() {
      words.add("committed");
    }

    @Override
    public void lost() {
      words.add("lost");
    }

    @Override
    public void refused() {
      words.add("refused");
    }

    @Nullable String next() throws InterruptedException {
      return words.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @AfterEach
  void close() throws SQLException {
    asOwner("drop trigger if exists slow on run_event");
    journal.close();
  }

  private RunBirth birth(Instant created) {
    return SampleBirth.of(UUID.randomUUID(), tenant, created);
  }

  private static JournalEntry event(RunBirth run, int seq) {
    StoredJson payload = StoredJson.of(Json.EMPTY.with("v", Json.of(1)));
    EventRow row = new EventRow(seq, 0, IndexPath.ROOT, 0, 8, payload, Instant.now());
    return JournalEntry.of(run, List.of(row), null);
  }

  private static void asOwner(String sql) throws SQLException {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void makesRoomForADayThatTheClockHasJumpedTo() throws Exception {
    journal.start();
    RunBirth run = birth(Instant.now().plus(Duration.ofDays(200)));
    Told told = new Told();

    journal.append(JournalEntry.of(run, RunPhase.RUNNING), told);
    journal.append(event(run, 1), told);

    assertThat(told.next()).isEqualTo("committed");
    assertThat(told.next()).isEqualTo("committed");
  }

  @Test
  void writesApartWhatTakesTheDatabaseTooLongTogether() throws Exception {
    journal.start();
    RunBirth run = birth(Instant.now());
    Told told = new Told();
    journal.append(JournalEntry.of(run, RunPhase.RUNNING), told);
    assertThat(told.next()).isEqualTo("committed");
    asOwner(
        """
        create or replace function slow() returns trigger language plpgsql as
        $$ begin
          if (select count(*) from fresh) > 1 then
            raise exception 'too long' using errcode = 'query_canceled';
          end if;
          return null;
        end $$;
        create trigger slow after insert on run_event referencing new table as fresh
        for each statement execute function slow()
        """);
    for (int seq = 1; seq <= 50; seq++) {
      journal.append(event(run, seq), told);
    }

    for (int seq = 1; seq <= 50; seq++) {
      assertThat(told.next()).isEqualTo("committed");
    }
  }

  @Test
  void leadsNoLongerThanTheDatabaseIsHeard() throws Exception {
    UUID run = birth(Instant.now()).id();
    assertThat(journal.leads(run)).isFalse();
    journal.start();
    assertThat(journal.leads(run)).isTrue();

    late.addAndGet(JournalConnection.LEASE.toNanos());

    assertThat(journal.leads(run)).isFalse();
    journal.append(JournalEntry.of(birth(Instant.now()), RunPhase.RUNNING), new Told());
    until(() -> journal.leads(run));
    journal.halt();
    assertThat(journal.leads(run)).isFalse();
  }

  private long stored(RunBirth run) throws SQLException {
    try (Connection connection = db.logins().engine().connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select (select count(*) from run where id = '%1$s') + (select count(*) from run_event where run = '%1$s')"
                    .formatted(run.id()))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void writesNothingOnceAnotherServerHasTheSeat() throws Exception {
    journal.start();
    RunBirth run = birth(Instant.now());
    Told told = new Told();
    journal.append(JournalEntry.of(run, RunPhase.RUNNING), told);
    assertThat(told.next()).isEqualTo("committed");
    var _ = TestSeat.take(db.database(), Time.system());

    journal.append(event(run, 1), told);

    assertThat(told.next()).isEqualTo("lost");
    assertThat(ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains("another server");
    assertThat(journal.leads(run.id())).isFalse();
    assertThat(stored(run)).isEqualTo(1);
  }

  @Test
  void beginsNoRunOnceAnotherServerHasTheSeat() throws Exception {
    journal.start();
    var _ = TestSeat.take(db.database(), Time.system());
    RunBirth run = birth(Instant.now());
    Told told = new Told();

    journal.append(JournalEntry.of(run, RunPhase.RUNNING), told);

    assertThat(told.next()).isEqualTo("lost");
    assertThat(stored(run)).isZero();
  }

  @Test
  void endsTheConnectionOfAnEarlierEpochThatStandsStill() throws Exception {
    JournalConnection still = new JournalConnection(db.database(), Time.system(), 4713, 7);
    assertThat(still.locked()).isNotNull();
    JournalConnection next = new JournalConnection(db.database(), Time.system(), 4713, 8);

    assertThat(next.locked()).isNotNull();

    JournalConnection late = new JournalConnection(db.database(), Time.system(), 4713, 7);
    assertThat(late.locked()).isNull();
    next.release();
  }

  @Test
  void endsItsOwnSessionWhoseConnectionItHasLost() throws Exception {
    JournalConnection connection = new JournalConnection(db.database(), Time.system(), 4711, 1);
    assertThat(connection.locked()).isNotNull();
    int before = holders();
    connection.forget();

    assertThat(connection.locked()).isNotNull();
    assertThat(holders()).isEqualTo(before);
    connection.release();
  }

  @Test
  void leavesTheSessionOfAnotherServerAlone() {
    JournalConnection first = new JournalConnection(db.database(), Time.system(), 4712, 1);
    JournalConnection second = new JournalConnection(db.database(), Time.system(), 4712, 1);
    assertThat(first.locked()).isNotNull();

    assertThat(second.locked()).isNull();
    assertThat(first.leads()).isTrue();
    first.confirm();
    first.release();
  }

  @Test
  void saysSoWhenItsWriterEnds() throws Exception {
    journal.start();
    journal.append(
        JournalEntry.of(birth(Instant.now()), RunPhase.RUNNING),
        new Journal.Receipt() {
          @Override
          public void committed() {
            throw new OutOfMemoryError("not really");
          }

          @Override
          public void lost() {}
        });

    assertThat(ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .contains("OutOfMemoryError", "restart the server");
    Told told = new Told();
    journal.append(JournalEntry.of(birth(Instant.now()), RunPhase.RUNNING), told);
    assertThat(told.next()).isEqualTo("lost");
  }

  private static int holders() throws SQLException {
    try (Connection connection = db.logins().engine().connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from pg_locks where locktype = 'advisory' and objid = 4711")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
