package io.auterity.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.EngineStatements;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.job.store.JobStore;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When background jobs are run and retried, by whom, and how they end. */
@Tag("postgresql")
class JobRunnerTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final TenantScope other = db.newTenant();
  private final ManualTime time = new ManualTime();
  private final JobQueue queue = new JobQueue(time);
  private final Counting counting = new Counting("counting");
  private final JobRunner runner = runner(counting);

  /** Notes its turns, and does in them what the test says. */
  private static final class Counting implements JobKind {
    private final String name;
    private final List<Job> turns = new ArrayList<>();
    private Function<Job, JobTurn> work = job -> new JobTurn.Done();
    private Runnable giving = () -> {};

    Counting(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public JobTurn run(Job job) {
      turns.add(job);
      return work.apply(job);
    }

    @Override
    public GivenUp giveUp(Transaction tx, Job job, Failure failure) {
      giving.run();
      return new GivenUp(
          AuditTrail.act("test.count"),
          List.of(new AuditedChange("count/" + job.subject(), "counted", failure.message())));
    }

    List<String> subjects() {
      return turns.stream().map(Job::subject).toList();
    }
  }

  private static final class Killed extends Error {}

  private JobRunner runner(JobKind... kinds) {
    return new JobRunner(
        db.database(),
        queue,
        List.of(kinds),
        AuditTrail.changes(),
        time,
        UUID.randomUUID(),
        Runnable::run);
  }

  @AfterEach
  void forget() {
    List.of(tenant, other)
        .forEach(scope -> in(scope, tx -> tx.update("delete from job where true").execute()));
  }

  private void in(TenantScope scope, Consumer<Transaction> work) {
    db.database()
        .inTenant(
            scope,
            tx -> {
              work.accept(tx);
              return scope;
            });
  }

  private void add(TenantScope scope, String subject, String lane, Instant due) {
    in(scope, tx -> queue.add(tx, "counting", subject, lane, due));
  }

  private void add(String subject) {
    add(tenant, subject, "lane", time.now());
  }

  private long left() {
    return db.database()
        .inTenant(tenant, tx -> tx.query("select count(*) from job").mapTo(Long.class).one());
  }

  @Test
  void aJobIsRunWhenItIsDueAndEndsWhenItIsDone() {
    add(tenant, "a", "", time.now().plusSeconds(60));

    runner.round();
    assertThat(counting.turns).isEmpty();
    time.advance(Duration.ofSeconds(60));
    runner.round();
    runner.round();

    assertThat(counting.turns)
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.scope()).isEqualTo(tenant);
              assertThat(job.subject()).isEqualTo("a");
              assertThat(job.failures()).isZero();
            });
    assertThat(left()).isZero();
  }

  @Test
  void aJobGoesOnFromWhatItsLastTurnNoted() {
    add("a");
    counting.work =
        job ->
            "half".equals(job.progress())
                ? new JobTurn.Done()
                : new JobTurn.Again(time.now().plusSeconds(5), "half");

    runner.round();
    time.advance(Duration.ofSeconds(5));
    runner.round();

    assertThat(counting.turns).extracting(Job::progress).containsExactly(null, "half");
    assertThat(left()).isZero();
  }

  @Test
  void nothingIsAddedByATransactionThatFails() {
    try {
      in(
          tenant,
          tx -> {
            queue.add(tx, "counting", "a", "", time.now());
            throw new IllegalStateException("the change fails");
          });
    } catch (IllegalStateException e) {
      runner.round();
    }

    assertThat(counting.turns).isEmpty();
  }

  @Test
  void aFailureIsRetriedAfterAPauseThatGrowsWithoutLosingWhatWasNoted() {
    add("a");
    counting.work = job -> new JobTurn.Again(time.now(), "noted");
    runner.round();
    counting.work =
        job -> {
          throw new CallFailedException(FailureCode.UNAVAILABLE, "it is away");
        };

    for (int i = 0; i < 8; i++) {
      runner.round();
      time.advance(Duration.ofMinutes(1));
    }

    assertThat(counting.turns)
        .as("at 0, 1, 3 and 7 minutes")
        .extracting(Job::failures)
        .containsExactly(0, 0, 1, 2, 3);
    assertThat(counting.turns.getLast().progress()).isEqualTo("noted");
  }

  @Test
  void aDefectOfAKindOrOfAPluginThatIsGoneIsRetriedLikeAFailure() {
    add("a");
    counting.work =
        job -> {
          throw new NoClassDefFoundError("gone");
        };
    runner.round();
    counting.work = job -> new JobTurn.Done();
    time.advance(Duration.ofMinutes(1));

    runner.round();

    assertThat(counting.turns).hasSize(2);
    assertThat(left()).isZero();
  }

  private void away() {
    counting.work =
        job -> {
          throw new CallFailedException(FailureCode.UNAVAILABLE, "it is away");
        };
  }

  @Test
  void whatFailsForAWeekIsGivenUpAndTheAuditLogTellsIt() {
    add("a");
    away();
    for (int i = 1; i < JobRetry.FEWEST; i++) {
      runner.round();
      time.advance(Duration.ofHours(6));
    }
    time.advance(JobRetry.GIVEN_UP);
    assertThat(left()).isEqualTo(1);

    runner.round();

    assertThat(left()).isZero();
    assertThat(AuditTrail.of(db, tenant))
        .singleElement()
        .satisfies(
            entry -> assertThat(entry).contains("test.count count/a done counted > it is away"));
  }

  @Test
  void anOldJobThatFailsOnceIsRetried() {
    add("a");
    counting.work = job -> new JobTurn.Again(time.now().plus(Duration.ofDays(30)));
    runner.round();
    time.advance(Duration.ofDays(30));
    away();

    runner.round();

    assertThat(left()).isEqualTo(1);
  }

  @Test
  void whatIsAddedAgainDuringItsLastTurnIsNotGivenUp() {
    add("a");
    counting.work =
        job -> {
          add("a");
          return new JobTurn.Failed(
              Failure.of(FailureCode.NOT_FOUND, "gone"), new JobRetry(1, time.now(), true));
        };
    runner.round();
    counting.work = job -> new JobTurn.Done();
    assertThat(AuditTrail.of(db, tenant)).isEmpty();

    runner.round();

    assertThat(counting.turns).hasSize(2);
    assertThat(left()).isZero();
  }

  @Test
  void aJobWhoseEndFailsIsTriedAgain() {
    add("a");
    counting.giving =
        () -> {
          throw new IllegalStateException("it cannot be read");
        };
    counting.work =
        job ->
            new JobTurn.Failed(
                Failure.of(FailureCode.NOT_FOUND, "gone"),
                new JobRetry(job.failures() + 1, time.now().plusSeconds(60), true));
    runner.round();
    assertThat(left()).isEqualTo(1);
    counting.giving = () -> {};
    time.advance(Duration.ofSeconds(60));

    runner.round();

    assertThat(counting.turns).extracting(Job::failures).containsExactly(0, 1);
    assertThat(left()).isZero();
  }

  @Test
  void aTurnThatDoesNothingLeavesFailuresAndProgressAsTheyAre() {
    add("a");
    counting.work = job -> new JobTurn.Again(time.now(), "noted");
    runner.round();
    away();
    runner.round();
    counting.work = job -> new JobTurn.Later(time.now());
    time.advance(Duration.ofMinutes(1));
    runner.round();
    counting.work = job -> new JobTurn.Done();

    runner.round();

    assertThat(counting.turns.getLast().failures()).isEqualTo(1);
    assertThat(counting.turns.getLast().progress()).isEqualTo("noted");
  }

  @Test
  void aTurnThatOutlivesItsLeaseEndsNothing() {
    add("a");
    counting.work =
        slow -> {
          leaseEnds();
          counting.work = job -> new JobTurn.Again(time.now().plusSeconds(60), "of the second");
          runner.round();
          return new JobTurn.Done();
        };

    runner.round();

    assertThat(counting.turns).hasSize(2);
    assertThat(left()).isEqualTo(1);
  }

  private void leaseEnds() {
    in(
        tenant,
        tx -> tx.update("update job set lease_until = now() - interval '1 second'").execute());
  }

  @Test
  void aKindSaysItselfHowLongItIsRetried() {
    add("a");
    counting.work =
        job ->
            new JobTurn.Failed(
                Failure.of(FailureCode.NOT_FOUND, "gone"),
                new JobRetry(1, time.now(), job.failures() == 1));

    runner.round();
    assertThat(left()).isEqualTo(1);
    runner.round();

    assertThat(left()).isZero();
  }

  @Test
  void aJobThatIsAddedAgainDuringItsTurnHasAnotherOne() {
    add("a");
    counting.work =
        job -> {
          add("a");
          return new JobTurn.Done();
        };
    runner.round();
    counting.work = job -> new JobTurn.Done();

    runner.round();

    assertThat(counting.turns).hasSize(2);
    assertThat(left()).isZero();
  }

  @Test
  void aJobThatItsPartEndsDuringItsTurnStaysEnded() {
    add("a");
    counting.work =
        job -> {
          in(tenant, tx -> queue.end(tx, "counting", "a"));
          return new JobTurn.Again(time.now());
        };

    runner.round();

    assertThat(left()).isZero();
  }

  @Test
  void aServerThatIsKilledLeavesItsJobsToOthersWhenItsLeaseIsOver() {
    add("a");
    counting.work =
        job -> {
          throw new Killed();
        };
    runner.round();
    Counting survivor = new Counting("counting");
    JobRunner another = runner(survivor);
    another.round();
    assertThat(survivor.turns).isEmpty();
    leaseEnds();

    another.round();

    assertThat(survivor.subjects()).containsExactly("a");
    assertThat(left()).isZero();
  }

  @Test
  void aServerLeavesKindsAloneThatItDoesNotKnow() {
    add("a");

    runner(new Counting("another")).round();

    assertThat(left()).isEqualTo(1);
  }

  @Test
  void aLaneGetsItsShareOfARound() {
    for (String subject : List.of("a", "b", "c")) {
      add(subject);
    }
    add(tenant, "d", "second lane", time.now());

    runner.round();

    assertThat(counting.subjects()).hasSize(3).contains("d");
  }

  @Test
  void eachTenantGetsATurnBeforeAnyGetsTwo() {
    add(tenant, "a", "one", time.now());
    add(tenant, "b", "two", time.now());
    time.advance(Duration.ofSeconds(1));
    add(other, "c", "one", time.now());

    List<Job> claimed = claimedOf(2, 2);

    assertThat(claimed).extracting(Job::scope).containsExactlyInAnyOrder(tenant, other);
  }

  // Of a table that seems to have one row, PostgreSQL reads a subquery in a condition anew for each
  // row; it would claim other jobs each time.
  @Test
  void noMoreAreClaimedThanThereIsRoomForWhateverThePlan() {
    add("a");
    Tampering.with(db.logins().owner(), "job", "analyze job");
    for (int i = 0; i < 20; i++) {
      add(tenant, "a" + i, "lane " + i, time.now());
    }

    assertThat(claimedOf(2, 20)).hasSize(2);
  }

  private List<Job> claimedOf(int limit, int ofOne) {
    return db.database()
        .asEngine(
            EngineJob.JOBS,
            tx ->
                new JobStore()
                    .claim(
                        tx,
                        UUID.randomUUID(),
                        "counting",
                        limit,
                        JobRunner.SHARE,
                        ofOne,
                        JobRunner.LEASE,
                        time.now()));
  }

  @Test
  void aTenantHasHalfOfTheTurnsOfAKind() {
    for (int i = 0; i < 20; i++) {
      add(tenant, "a" + i, "lane " + i, time.now());
    }
    counting.work =
        job -> {
          throw new Killed();
        };

    runner.round();

    assertThat(counting.turns).hasSize(8);
  }

  @Test
  void jobsThatRunTakeTheShareOfTheirLane() {
    counting.work =
        job -> {
          throw new Killed();
        };
    add("a");
    add("b");
    runner.round();
    add("c");

    runner.round();

    assertThat(counting.subjects()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void jobsOfALaneAreCountedFromOne() {
    add("a");
    time.advance(Duration.ofSeconds(1));
    add("b");
    add(tenant, "c", "second lane", time.now());
    Map<String, Integer> younger = new HashMap<>();
    counting.work =
        job -> {
          in(tenant, tx -> younger.put(job.subject(), queue.younger(tx, job)));
          return new JobTurn.Again(time.now().plusSeconds(60));
        };

    runner.round();

    assertThat(younger).isEqualTo(Map.of("a", 1, "b", 0, "c", 0));
  }

  @Test
  void itsMetersCountTurnsByTheirResult() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    runner.measure(meters);
    add("a");
    add("b");
    add("c");

    runner.round();

    assertThat(
            meters
                .get("auterity.jobs.turns")
                .tags("kind", "counting", "result", "done")
                .functionCounter()
                .count())
        .isEqualTo(2);
    assertThat(meters.get("auterity.jobs.due").tag("kind", "counting").gauge().value())
        .as("of its lane two have a turn")
        .isEqualTo(1);
  }

  @Test
  void theEngineMayRunItsStatements() {
    assertThat(EngineStatements.refused(db, JobStore.STATEMENTS)).isEmpty();
  }
}
