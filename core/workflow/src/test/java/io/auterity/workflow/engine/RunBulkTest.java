package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.Job;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.job.JobTurn;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.bulk.RunBulkJob;
import io.auterity.workflow.bulk.RunBulks;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.query.RunBulk;
import io.auterity.workflow.query.RunBulk.Verb;
import io.auterity.workflow.query.RunQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One verb for many runs. */
@Tag("carrier")
@Tag("postgresql")
class RunBulkTest {

  private static final String WAITING = "steps: [{id: go, await: {signal: go}}]";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final ChangeAudit AUDIT =
      new ChangeAudit(Ids.system(TestEngine.TIME), TestEngine.TIME);

  private final TenantScope tenant = db.newTenant();
  private final TestEngine engine = TestEngine.start(db, FakeInvoker.echoing());
  private final RunBulks bulks =
      new RunBulks(
          db.database(),
          new JobQueue(TestEngine.TIME),
          AUDIT,
          Ids.system(TestEngine.TIME),
          TestEngine.TIME);
  private final RunBulkJob job =
      new RunBulkJob(db.database(), engine.engine, AUDIT, TestEngine.TIME);

  @AfterEach
  void close() {
    engine.close();
  }

  private List<UUID> waiting(int count) {
    engine.apply(tenant, "test", WAITING);
    List<UUID> runs = new ArrayList<>();
    for (int run = 0; run < count; run++) {
      runs.add(engine.submit(tenant, "test", Json.EMPTY));
    }
    return runs;
  }

  private static AuditedAct by(String name) {
    Principal who = new Principal(new UUID(0, 7), name, Principal.Type.USER);
    return new AuditedAct(who, "", "control:run.bulk", "POST /api/v1/runs/bulk");
  }

  private List<String> audited() {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query(
                        "select convert_from(bytes, 'UTF8') from audit_entry"
                            + " where tenant = current_tenant() order by sequence")
                    .mapTo(String.class)
                    .list());
  }

  private RunBulk start(Verb verb, @Nullable String workflow) {
    RunQuery query =
        new RunQuery(
            null, workflow, Map.of(), null, null, RunQuery.Sort.NEWEST, null, RunQuery.MOST);
    return bulks.start(tenant, query, verb, by("ann"));
  }

  private JobTurn turn(RunBulk bulk) {
    Job.Claim claim = new Job.Claim(new UUID(0, 1), 0);
    return job.run(
        new Job(tenant, RunBulkJob.NAME, bulk.id().toString(), "", 0, null, null, claim));
  }

  private RunBulk finished(RunBulk bulk) {
    while (!(turn(bulk) instanceof JobTurn.Done)) {
      assertThat(bulks.get(tenant, bulk.id()).ended()).isNull();
    }
    return bulks.get(tenant, bulk.id());
  }

  @Tag("restart")
  @Test
  void allRunsThatAQueryFindsPauseResumeAndAreCancelled() {
    List<UUID> runs = waiting(60);

    RunBulk paused = finished(start(Verb.PAUSE, "test"));
    assertThat(paused.total()).isEqualTo(60);
    assertThat(paused.done()).isEqualTo(60);
    assertThat(paused.refused()).isZero();
    assertThat(runs).allSatisfy(run -> assertThat(head(run).paused()).isNotNull());
    assertThat(start(Verb.PAUSE, "test").ended()).isNotNull();
    finished(start(Verb.RESUME, null));
    assertThat(runs).allSatisfy(run -> assertThat(head(run).paused()).isNull());
    finished(start(Verb.CANCEL, null));
    assertThat(runs).allSatisfy(run -> assertThat(head(run).phase()).isEqualTo(RunPhase.CANCELLED));
    assertThat(finished(start(Verb.AGAIN, null)).done()).isEqualTo(60);
    assertThat(runs).allSatisfy(run -> assertThat(head(run).finished()).isNull());
  }

  private RunHead head(UUID run) {
    return engine.stored(tenant, run).head();
  }

  @Test
  void whatARunRefusesIsTold() {
    UUID run = waiting(1).getFirst();
    RunBulk bulk = start(Verb.PAUSE, "test");
    engine.engine.cancel(tenant, run, "bob");
    engine.over(tenant, run);

    RunBulk over = finished(bulk);

    assertThat(over.refused()).isEqualTo(1);
    assertThat(over.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.why()).contains("over"));
  }

  @Test
  void oneThatIsStoppedGoesNoFurther() {
    List<UUID> runs = waiting(60);
    RunBulk bulk = start(Verb.PAUSE, "test");
    assertThat(turn(bulk)).isInstanceOf(JobTurn.Again.class);

    RunBulk stopped = bulks.stop(tenant, bulk.id(), by("bob"));
    assertThat(stopped.stoppedBy()).isEqualTo("bob");
    assertThat(stopped.done()).isEqualTo(50);
    assertThat(turn(bulk)).isInstanceOf(JobTurn.Done.class);
    assertThat(runs.stream().filter(run -> head(run).paused() != null)).hasSize(50);
    assertThat(bulks.stop(tenant, bulk.id(), by("ann")).stoppedBy()).isEqualTo("bob");
    assertThat(audited())
        .filteredOn(entry -> entry.contains("control:run.pause"))
        .hasSize(50)
        .allSatisfy(entry -> assertThat(entry).contains("\"ann\"", "bulk_"));
    assertThat(audited().getFirst()).contains("control:run.bulk", "pause of 60 runs");
  }

  @Test
  void noMoreThanTenAreUnderWay() {
    waiting(1);
    for (int more = 0; more < RunBulk.MOST_AT_ONCE; more++) {
      start(Verb.CANCEL, null);
    }

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> start(Verb.CANCEL, null))
        .withMessageContaining("10 bulk acts are under way");
  }

  @Test
  void anotherTenantFindsNothing() {
    waiting(1);
    RunBulk bulk = start(Verb.PAUSE, null);
    TenantScope other = db.newTenant();

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> bulks.get(other, bulk.id()))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
    RunQuery all = new RunQuery(null, null, Map.of(), null, null, RunQuery.Sort.NEWEST, null, 1);
    assertThat(bulks.start(other, all, Verb.CANCEL, by("eve")).total()).isZero();
  }
}
