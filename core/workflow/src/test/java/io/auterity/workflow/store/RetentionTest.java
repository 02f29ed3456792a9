package io.auterity.workflow.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.Bytes;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.Entry;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long the journal is kept. */
@Tag("postgresql")
class RetentionTest {

  private static final LocalDate BORN = LocalDate.parse("2026-01-10");
  private static final Instant CREATED = Instant.parse("2026-01-10T08:00:00Z");

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();

  @Test
  void theJournalOfARunThatIsNotOverIsKeptAndOthersForNinetyDays() {
    db.createDayPartitions(BORN, BORN);
    RunBirth run = run();
    write(List.of(Entry.of(run, RunPhase.WAITING)), List.of());

    drop(BORN.plusDays(200));
    assertThat(exists()).isTrue();

    write(List.of(), List.of(over(run)));
    drop(BORN.plusDays(90));
    assertThat(exists()).isTrue();

    drop(BORN.plusDays(91));
    assertThat(exists()).isFalse();
  }

  private RunBirth run() {
    return new RunBirth(
        UUID.randomUUID(),
        tenant,
        "wf",
        1,
        Digest.of(Json.EMPTY),
        Digest.of(Json.EMPTY),
        new Principal(new UUID(1, 1), "ann", Principal.Type.USER),
        "rest",
        Map.of(),
        CREATED,
        Bytes.of(Json.EMPTY));
  }

  private static RunHead over(RunBirth run) {
    Instant end = CREATED.plus(Duration.ofDays(200));
    return new RunHead(run.id(), RunPhase.CANCELLED, null, end, null, null, Bytes.of(Json.EMPTY));
  }

  private static void write(List<Entry> entries, List<RunHead> heads) {
    db.database().asEngine(EngineJob.JOURNAL, tx -> JournalStore.write(tx, entries, heads));
  }

  private static void drop(LocalDate today) {
    db.database()
        .asEngine(
            EngineJob.PARTITIONS,
            tx ->
                tx.query(EngineStatement.DROP_DAY_PARTITIONS)
                    .bind("today", today)
                    .mapTo(Integer.class)
                    .one());
  }

  private boolean exists() {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query("select to_regclass('public.run_event_20260110') is not null")
                    .mapTo(Boolean.class)
                    .one());
  }
}
