package io.auterity.platform.job;

import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.JobMeters.Result;
import io.auterity.platform.job.store.JobStore;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs background jobs that are due, each turn under a lease and on a thread of its own. A kind has
 * so many turns at a time as it says, a tenant half of them, and a lane of it {@link #SHARE}; each
 * tenant gets one before any gets two. So work that hangs keeps only its like waiting.
 */
public final class JobRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  /** How long a server that was killed keeps its jobs from others. */
  public static final Duration LEASE = Duration.ofMinutes(15);

  /** Turns of one lane at a time. */
  public static final int SHARE = 2;

  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration LOOK_FOR_FORMER = Duration.ofMinutes(1);
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final Database database;
  private final JobQueue queue;
  private final List<Running> kinds;
  private final ChangeAudit audit;
  private final Time time;
  private final UUID me;
  private final Executor turns;
  private final JobMeters meters;
  private final JobStore store = new JobStore();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile boolean started;

  /** A kind, and what of it this process runs. */
  private static final class Running {
    final JobKind kind;
    final AtomicInteger turns = new AtomicInteger();
    Instant adopted = Instant.EPOCH;
    boolean quiet;

    Running(JobKind kind) {
      this.kind = kind;
    }
  }

  /**
   * @param kinds no two of one name
   * @param me id of this process
   * @param turns runs a turn, for instance on a thread of its own
   */
  public JobRunner(
      Database database,
      JobQueue queue,
      List<JobKind> kinds,
      ChangeAudit audit,
      Time time,
      UUID me,
      Executor turns) {
    Set<String> names = new HashSet<>();
    kinds.stream()
        .filter(kind -> !names.add(kind.name()))
        .forEach(
            kind -> {
              throw new IllegalStateException("two kinds of jobs are called " + kind.name());
            });
    this.database = database;
    this.queue = queue;
    this.kinds = kinds.stream().map(Running::new).toList();
    this.audit = audit;
    this.time = time;
    this.me = me;
    this.turns = turns;
    this.meters = new JobMeters(names);
  }

  /** Registers its metrics. */
  public void measure(MeterRegistry registry) {
    meters.register(registry);
  }

  /** Begins to work. */
  public void start() {
    started = true;
    Thread.ofVirtual().name("jobs").start(this::work);
  }

  private void work() {
    try {
      while (!closing) {
        round();
        queue.await(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  /** Begins the turns of all jobs that are due, as far as there is room for them. */
  public void round() {
    kinds.forEach(this::look);
  }

  // An edge: whatever goes wrong with one kind, the others have their turns, and it the next look.
  private void look(Running running) {
    String name = running.kind.name();
    try {
      claim(running);
      adopt(running);
      running.quiet = false;
    } catch (CallFailedException e) {
      if (!running.quiet) {
        LOG.warn("Background jobs of {} wait: {}", name, e.failure().message());
      }
      running.quiet = true;
    } catch (RuntimeException | Error e) {
      LOG.error("Background jobs of {} wait for the next look.", name, e);
    }
  }

  private void claim(Running running) {
    JobKind kind = running.kind;
    int room = kind.turns() - running.turns.get();
    if (room <= 0) {
      return;
    }
    int ofOne = Math.max(1, kind.turns() / 2);
    List<Job> claimed =
        database.asEngine(
            EngineJob.JOBS,
            tx -> store.claim(tx, me, kind.name(), room, SHARE, ofOne, LEASE, time.now()));
    for (Job job : claimed) {
      running.turns.incrementAndGet();
      turns.execute(() -> turn(job, running));
    }
  }

  private void adopt(Running running) {
    Instant now = time.now();
    if (now.isBefore(running.adopted.plus(LOOK_FOR_FORMER))) {
      return;
    }
    running.adopted = now;
    JobKind kind = running.kind;
    int adopted = 0;
    for (EngineStatement former : kind.former()) {
      adopted += database.asEngine(former.job(), tx -> store.adopt(tx, former, now));
    }
    meters.due(
        kind.name(), database.asEngine(EngineJob.JOBS, tx -> store.due(tx, kind.name(), now)));
    if (adopted > 0) {
      claim(running);
    }
  }

  // An edge: a job whose turn cannot be ended goes on when its lease is over.
  private void turn(Job job, Running running) {
    try {
      turn(job, running.kind);
    } catch (CallFailedException e) {
      LOG.warn("{} waits: {}", named(job), e.failure().message());
    } catch (RuntimeException | Error e) {
      LOG.error("{} waits for its next turn.", named(job), e);
    } finally {
      running.turns.decrementAndGet();
      queue.ring();
    }
  }

  private static String named(Job job) {
    return "The %s job %s of %s (tenant %s)"
        .formatted(job.kind(), job.subject(), job.lane(), job.scope().tenant());
  }

  private void turn(Job job, JobKind kind) {
    switch (result(job, kind)) {
      case JobTurn.Done() -> finish(job, Result.DONE, tx -> store.done(tx, job));
      case JobTurn.Again(var due, var progress) ->
          finish(job, Result.AGAIN, tx -> store.again(tx, job, due, 0, null, progress));
      case JobTurn.Later(var due) -> finish(job, Result.LATER, tx -> later(tx, job, due));
      case JobTurn.Failed(var failure, var retry) when retry.over() ->
          giveUp(job, kind, failure, retry);
      case JobTurn.Failed(var failure, var retry) -> retry(job, failure, retry);
    }
  }

  private boolean later(Transaction tx, Job job, Instant due) {
    return store.again(tx, job, due, job.failures(), job.failing(), job.progress());
  }

  private JobTurn result(Job job, JobKind kind) {
    Failure failure;
    try {
      return kind.run(job);
    } catch (CallFailedException e) {
      failure = e.failure();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      failure = defect(job, e);
    }
    return new JobTurn.Failed(failure, kind.retry(job, failure, time.now()));
  }

  // Of the kind, or of a plugin whose classes are gone.
  private static Failure defect(Job job, Throwable e) {
    if (job.failures() == 0) {
      LOG.error("{} failed by a defect.", named(job), e);
    }
    return Failure.of(
        FailureCode.INTERNAL,
        "its work failed by a defect (%s): see the log of the server"
            .formatted(e.getClass().getSimpleName()));
  }

  private void retry(Job job, Failure failure, JobRetry retry) {
    if (job.failures() == 0) {
      LOG.warn("{} is retried: {}", named(job), failure.message());
    }
    Instant since = job.failing() == null ? time.now() : job.failing();
    finish(
        job,
        Result.FAILED,
        tx -> store.again(tx, job, retry.due(), retry.failures(), since, job.progress()));
  }

  private void giveUp(Job job, JobKind kind, Failure failure, JobRetry retry) {
    try {
      if (givenUp(job, kind, failure)) {
        LOG.error("{} is given up: {}", named(job), failure.message());
        meters.ended(job.kind(), Result.GIVEN_UP);
      }
    } catch (CallFailedException e) {
      retry(job, e.failure(), retry);
    } catch (RuntimeException | LinkageError e) {
      retry(job, defect(job, e), retry);
    }
  }

  /** Thrown within a transaction to undo it: the job was added again during the turn. */
  private static final class AddedAgainException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  // The kind first: as everywhere, the row that a job is for is locked before the job.
  private boolean givenUp(Job job, JobKind kind, Failure failure) {
    try {
      database.inTenant(
          job.scope(),
          tx -> {
            JobKind.GivenUp told = kind.giveUp(tx, job, failure);
            if (!store.done(tx, job)) {
              throw new AddedAgainException();
            }
            audit.write(tx, told.act(), told.changes());
            return job;
          });
      return true;
    } catch (AddedAgainException e) {
      finish(job, Result.FAILED, tx -> false);
      return false;
    }
  }

  private void finish(Job job, Result result, Predicate<Transaction> end) {
    database.inTenant(
        job.scope(),
        tx -> {
          if (!end.test(tx)) {
            store.free(tx, job);
          }
          return job;
        });
    meters.ended(job.kind(), result);
  }

  private boolean idle() {
    return kinds.stream().allMatch(running -> running.turns.get() == 0);
  }

  /** Begins no more turns, waits some time for those under way, and leaves the rest to others. */
  @Override
  public void close() {
    closing = true;
    queue.ring();
    if (!started) {
      return;
    }
    try {
      ended.await(DRAIN.toSeconds(), TimeUnit.SECONDS);
      long end = System.nanoTime() + DRAIN.toNanos();
      while (!idle() && System.nanoTime() < end) {
        queue.await(Duration.ofMillis(100));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!idle()) {
      int left = database.asEngine(EngineJob.JOBS, tx -> store.free(tx, me));
      LOG.info("{} turns of background jobs are left to other servers.", left);
    }
  }
}
