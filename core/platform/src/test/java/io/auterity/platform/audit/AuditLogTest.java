package io.auterity.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.LossyConnection;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.time.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class AuditLogTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TenantScope tenant = db.newTenant();
  private final AuditLog log = new AuditLog(db.database(), Time.system());

  @BeforeEach
  void start() {
    log.start();
  }

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void storesCanonicalBytesInSequence() {
    log.append(tenant, event("first")).join();
    long second = log.append(tenant, event("second")).join();

    assertThat(second).isEqualTo(1);
    List<AuditEntry> entries = log.read(tenant, 0, 10);
    assertThat(entries).extracting(AuditEntry::sequence).containsExactly(0L, 1L);
    assertThat(new String(entries.getFirst().bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"action\":\"first\",\"address\":\"192.0.2.7\",\"at\":\"2026-01-02T03:04:05.000006Z\",\"details\":{\"a\":\"1\",\"b\":\"2\"},"
                + "\"id\":\"00000000-0000-0000-0000-000000000007\",\"name\":\"tester\",\"outcome\":\"done\",\"principal\":\"00000000-0000-0000-0000-000000000007\",\"request\":\"POST"
                + " /test\",\"target\":\"route/triage\"}");
  }

  @Test
  void countsEachTenantApart() {
    TenantScope other = db.newTenant();
    log.append(tenant, event("mine")).join();

    assertThat(log.append(other, event("theirs")).join()).isZero();
    assertThat(log.read(other, 0, 10)).hasSize(1);
  }

  @Test
  void leavesNoGapWhenManyAppendAndTwoServersWrite() {
    AuditLog second = new AuditLog(db.database(), Time.system());
    second.start();

    List<CompletableFuture<Long>> pending = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      pending.add((i % 2 == 0 ? log : second).append(tenant, event("e" + i)));
    }
    List<Long> sequences = pending.stream().map(CompletableFuture::join).sorted().toList();

    assertThat(sequences).isEqualTo(IntStream.range(0, 300).mapToObj(Long::valueOf).toList());
    second.close();
  }

  @Test
  void leavesNoGapWhereChangesWriteTheirOwnEntriesMeanwhile() {
    ChangeAudit changes = AuditTrail.changes();
    AuditedChange change = new AuditedChange("route/triage", null, "sha256:00");

    List<CompletableFuture<Long>> pending = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      pending.add(log.append(tenant, event("e" + i)));
      db.database()
          .inTenant(
              tenant,
              tx -> {
                changes.write(tx, AuditTrail.act("change"), change);
                return true;
              });
    }
    pending.forEach(CompletableFuture::join);

    assertThat(log.read(tenant, 0, 200))
        .extracting(AuditEntry::sequence)
        .isEqualTo(IntStream.range(0, 120).mapToObj(Long::valueOf).toList());
  }

  @Test
  void aLongTransactionOfOneTenantKeepsNoOtherWaiting() {
    TenantScope other = db.newTenant();
    AuditedChange change = new AuditedChange("route/triage", null, "sha256:00");

    CompletableFuture<Long> mine =
        db.database()
            .inTenant(
                tenant,
                tx -> {
                  AuditTrail.changes().write(tx, AuditTrail.act("change"), change);
                  CompletableFuture<Long> held = log.append(tenant, event("held"));
                  assertThat(log.append(other, event("theirs"))).succeedsWithin(PATIENCE);
                  assertThat(log.append(other, event("again"))).succeedsWithin(PATIENCE);
                  assertThat(held).isNotDone();
                  return held;
                });
    CompletableFuture<Long> last = log.append(tenant, event("last"));

    assertThat(mine).succeedsWithin(PATIENCE).isEqualTo(1L);
    assertThat(last).succeedsWithin(PATIENCE).isEqualTo(2L);
    assertThat(AuditTrail.fields(db, tenant, "action")).containsExactly("change", "held", "last");
    assertThat(AuditTrail.fields(db, other, "action")).containsExactly("theirs", "again");
  }

  @Test
  void entriesThatTheDatabaseRefusesKeepNoOtherTenantWaiting() throws SQLException {
    TenantScope other = db.newTenant();
    change(
        """
        create function refuse_one() returns trigger language plpgsql as
        $$ begin raise exception 'not now' using errcode = 'check_violation'; end $$;
        create trigger refuse_one before insert on audit_entry for each row
          when (new.tenant = '%s') execute function refuse_one()
        """
            .formatted(tenant.tenant()));
    CompletableFuture<Long> refused = log.append(tenant, event("refused"));
    await(() -> log.problem(tenant).isPresent());

    assertThat(log.append(other, event("theirs"))).succeedsWithin(PATIENCE).isEqualTo(0L);
    assertThat(refused).isNotDone();
    assertThat(log.problem(other)).isEmpty();
    assertThat(log.problemOfInstallation()).isEmpty();
    assertThat(log.problem()).isEmpty();
    assertThat(log.warning()).isPresent();
    change("drop trigger refuse_one on audit_entry");

    assertThat(refused).succeedsWithin(PATIENCE).isEqualTo(0L);
    assertThat(log.problem(tenant)).isEmpty();
    assertThat(log.warning()).isEmpty();
  }

  @Test
  void writesOnceWhatIsWrittenAlthoughTheAnswerWasLost() throws IOException {
    try (LossyConnection line = LossyConnection.to(db.logins());
        Database database = TestDatabase.open(line.logins());
        AuditLog cut = new AuditLog(database, Time.system())) {
      line.loseTheAnswerToTheNextWrite();
      cut.start();

      assertThat(cut.append(tenant, event("first"))).succeedsWithin(PATIENCE).isEqualTo(0L);
      assertThat(cut.append(tenant, event("second"))).succeedsWithin(PATIENCE).isEqualTo(1L);
    }

    assertThat(AuditTrail.fields(db, tenant, "action")).containsExactly("first", "second");
  }

  @Test
  void aTenantsEntriesKeepTheirOrderOverManyBatches() {
    List<CompletableFuture<Long>> pending =
        IntStream.range(0, 1_200).mapToObj(i -> log.append(tenant, event("e" + i))).toList();

    assertThat(pending.getLast()).succeedsWithin(PATIENCE);
    assertThat(pending.stream().map(CompletableFuture::join))
        .containsExactlyElementsOf(LongStream.range(0, 1_200).boxed().toList());
  }

  @Test
  void changesOfOneActStandInTheirOrder() {
    List<AuditedChange> changes =
        IntStream.range(0, 50)
            .mapToObj(i -> new AuditedChange("route/r" + i, null, "sha256:00"))
            .toList();

    db.database()
        .inTenant(
            tenant,
            tx -> {
              AuditTrail.changes().write(tx, AuditTrail.act("apply"), changes);
              AuditTrail.changes().write(tx, AuditTrail.act("apply"), List.of());
              return true;
            });

    assertThat(AuditTrail.fields(db, tenant, "target"))
        .containsExactlyElementsOf(changes.stream().map(AuditedChange::target).toList());
  }

  @Test
  void theInstallationHasALogOfItsOwn() {
    long place = log.appendToInstallation(event("operator")).join();

    assertThat(log.readInstallation(place, 10)).hasSize(1);
    assertThat(log.read(tenant, 0, 10)).isEmpty();
  }

  @Test
  void aTenantWritesInItsOwnLogAlone() {
    TenantScope other = db.newTenant();

    assertThatThrownBy(
            () ->
                db.database()
                    .inTenant(
                        tenant,
                        tx ->
                            tx.query("select append_audit(:other, ''::bytea)")
                                .bind("other", other.tenant())
                                .mapTo(Long.class)
                                .one()))
        .hasMessageContaining("row-level security");
  }

  @Test
  void writesWhatIsEnqueuedBeforeItCloses() {
    CompletableFuture<Long> last = log.append(tenant, event("last"));

    log.close();

    assertThat(last).isCompletedWithValue(0L);
    assertThatThrownBy(() -> log.append(tenant, event("late")))
        .hasMessageStartingWith("unavailable");
  }

  @Test
  void nobodyCanChangeOrDeleteAnEntry() {
    log.append(tenant, event("kept")).join();

    assertThatThrownBy(() -> asOwner("delete from audit_entry"))
        .hasMessageContaining("audit_entry is append-only");
    assertThatThrownBy(() -> asOwner("update audit_entry set sequence = 5"))
        .hasMessageContaining("audit_entry is append-only");
    assertThatThrownBy(() -> asOwner("truncate audit_entry"))
        .hasMessageContaining("audit_entry is append-only");
    assertThatThrownBy(
            () ->
                db.database()
                    .inTenant(tenant, tx -> tx.update("delete from audit_entry").execute()))
        .hasMessageContaining("permission denied");
  }

  @Test
  void keepsWhatTheDatabaseRefusesUntilItTakesIt() throws SQLException {
    log.append(tenant, event("first")).join();
    change(
        """
        create function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'not now' using errcode = 'check_violation'; end $$;
        create trigger refuse before insert on audit_entry for each row execute function refuse()
        """);
    CompletableFuture<Long> refused = log.append(tenant, event("second"));
    await(() -> log.problem().isPresent());
    CompletableFuture<Long> later = log.append(tenant, event("third"));

    assertThat(log.problem()).hasValueSatisfying(why -> assertThat(why).contains("refuses"));
    assertThat(refused).isNotDone();
    change("drop trigger refuse on audit_entry");

    assertThat(refused).succeedsWithin(PATIENCE).isEqualTo(1L);
    assertThat(later).succeedsWithin(PATIENCE).isEqualTo(2L);
    await(() -> log.problem().isEmpty());
  }

  @Test
  void tellsThatNothingIsWrittenAnyMore() {
    assertThat(log.problem()).isEmpty();

    log.close();

    assertThat(List.of(log.problem(), log.problem(tenant), log.problemOfInstallation()))
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .hasValueSatisfying(why -> assertThat(why).contains("nothing writes entries")));
  }

  private static void await(BooleanSupplier expected) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!expected.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void change(String sql) throws SQLException {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** As the owner, with row-level security out of the way. */
  private static void asOwner(String sql) {
    Tampering.with(db.logins().owner(), "audit_entry", sql);
  }

  private static AuditEvent event(String action) {
    return new AuditEvent(
        new UUID(0, 7),
        Instant.parse("2026-01-02T03:04:05.000006Z"),
        AuditTrail.act(action),
        "route/triage",
        "done",
        Map.of("b", "2", "a", "1"));
  }
}
