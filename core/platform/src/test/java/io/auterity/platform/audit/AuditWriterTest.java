package io.auterity.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.AuditBacklog.Pending;
import io.auterity.platform.audit.store.AuditStore;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.ManualTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class AuditWriterTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final UUID one = db.newTenant().tenant();
  private final UUID other = db.newTenant().tenant();
  private final ManualTime time = new ManualTime();
  private final AuditBacklog backlog = new AuditBacklog(100);
  private final AuditWriter writer =
      new AuditWriter(db.database(), new AuditStore(), backlog, time);

  @AfterEach
  void takeAll() throws SQLException {
    owner("alter table audit_entry drop constraint if exists not_one");
  }

  @Test
  void whatIsRefusedOfOneTenantIsAWarningAndNoProblemOfOthers() throws Exception {
    refuseOne();
    CompletableFuture<Long> refused = offer(one);
    round();

    assertThat(refused).isNotDone();
    assertThat(writer.problem(one)).contains("the database refuses an entry");
    assertThat(writer.problem(other)).isEmpty();
    assertThat(writer.problem()).isEmpty();
    assertThat(writer.warning())
        .hasValueSatisfying(why -> assertThat(why).contains(": 1;").doesNotContain("" + one));

    CompletableFuture<Long> theirs = offer(other);
    round();
    assertThat(theirs).isCompletedWithValue(0L);
    assertThat(writer.problem(one)).isPresent();
  }

  @Test
  void whatIsRefusedOfEverybodyIsAProblemUntilSomebodysIsWritten() throws Exception {
    CompletableFuture<Long> refused = offer(one);

    BrokenAudit.during(db, this::round);
    assertThat(writer.problem()).contains("the database refuses an entry");

    time.advance(AuditWriter.PAUSE);
    round();
    assertThat(refused).isCompletedWithValue(0L);
    assertThat(writer.problem()).isEmpty();
    assertThat(writer.problem(one)).isEmpty();
    assertThat(writer.warning()).isEmpty();
  }

  @Test
  void aProblemOfAllThatIsOneTenantsInTheEndIsToldAsSuch() throws Exception {
    refuseOne();
    var _ = offer(one);
    BrokenAudit.during(db, this::round);
    assertThat(writer.problem()).isPresent();

    time.advance(Duration.ofSeconds(1));
    round();

    assertThat(writer.problem()).isEmpty();
    assertThat(writer.problem(one)).isPresent();
  }

  @Test
  void aProblemOfAllEndsAlthoughTheLogThatShowedItIsHeld() throws Exception {
    var _ = offer(one);
    BrokenAudit.during(db, this::round);
    assertThat(writer.problem()).isPresent();

    try (Connection holder = holding(one)) {
      time.advance(Duration.ofSeconds(1));
      round();
      holder.rollback();
    }

    assertThat(writer.problem()).isEmpty();
  }

  @Test
  void lookingWhetherEntriesAreTakenLeavesNone() throws Exception {
    refuseOne();
    var _ = offer(one);
    round();

    assertThat(writer.problem()).isEmpty();
    List<AuditEntry> left =
        db.database()
            .asEngine(
                EngineJob.AUDIT,
                tx -> new AuditStore().read(tx, AuditOrder.OLDEST_FIRST, new UUID(0, 1), 0, 1));
    assertThat(left).isEmpty();
  }

  @Test
  void aLogThatIsHeldForLongIsAWarningAndNoProblem() throws Exception {
    CompletableFuture<Long> waiting = offer(one);
    try (Connection holder = holding(one)) {
      round();
      time.advance(AuditWriter.USUAL.minusMillis(1));
      round();
      assertThat(writer.warning()).isEmpty();

      time.advance(AuditWriter.PAUSE);
      round();
      assertThat(writer.warning()).isPresent();
      assertThat(writer.problem(one)).isEmpty();
      assertThat(writer.problem()).isEmpty();
      holder.rollback();
    }

    time.advance(AuditWriter.PAUSE);
    round();
    assertThat(waiting).isCompletedWithValue(0L);
    assertThat(writer.warning()).isEmpty();
  }

  @Test
  void thatALogIsHeldEndsNoProblem() throws Exception {
    refuseOne();
    var _ = offer(one);
    round();
    try (Connection holder = holding(one)) {
      time.advance(AuditWriter.USUAL);
      round();
      holder.rollback();
    }

    assertThat(writer.problem(one)).contains("the database refuses an entry");
  }

  @Test
  void whatFailedIsTriedAgainAfterAPauseHoweverMuchOthersWrite() throws Exception {
    refuseOne();
    CompletableFuture<Long> refused = offer(one);
    round();
    takeAll();

    CompletableFuture<Long> theirs = offer(other);
    round();
    assertThat(theirs).isCompletedWithValue(0L);
    assertThat(refused).isNotDone();

    time.advance(AuditWriter.PAUSE);
    round();
    assertThat(refused).isCompletedWithValue(0L);
  }

  private CompletableFuture<Long> offer(UUID tenant) throws InterruptedException {
    Pending entry = new Pending(tenant, new byte[] {1}, new CompletableFuture<>());
    assertThat(backlog.offer(entry, Duration.ZERO)).isTrue();
    return entry.sequence();
  }

  private void round() {
    writer.round(waiting());
  }

  private List<UUID> waiting() {
    try {
      return backlog.await(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void refuseOne() throws SQLException {
    owner(
        "alter table audit_entry add constraint not_one check (tenant <> '%s') not valid"
            .formatted(one));
  }

  /** A connection whose transaction keeps writers out of the tenant's log. */
  private static Connection holding(UUID tenant) throws SQLException {
    Connection connection = db.logins().owner().connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select lock_audit('%s')".formatted(tenant));
    }
    return connection;
  }

  private static void owner(String sql) throws SQLException {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
