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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs background jobs that are due, each turn under a lease and on a thread of its own. A lane of
 * a tenant gets {@link #SHARE} turns at a time, and each tenant one before any gets two, so that
 * work that hangs keeps only its like waiting.
 */
public final class JobRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  /** How long a server that was killed keeps its jobs from others. */
  public static final Duration LEASE = Duration.ofMinutes(15);

  /** Turns of one lane at a time. */
  public static final int SHARE = 2;

  private static final int MOST = 64;
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration LOOK_FOR_FORMER = Duration.ofMinutes(1);
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final Database database;
  private final JobQueue queue;
  private final Map<String, JobKind> kinds;
  private final ChangeAudit audit;
  private final Time time;
  private final UUID me;
  private final Executor turns;
  private final JobMeters meters;
  private final JobStore store = new JobStore();
  private final AtomicInteger running = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile boolean started;
  private Instant adopted = Instant.EPOCH;
  private boolean quiet;

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
    this.database = database;
    this.queue = queue;
    this.kinds =
        kinds.stream().collect(Collectors.toUnmodifiableMap(JobKind::name, Function.identity()));
    this.audit = audit;
    this.time = time;
    this.me = me;
    this.turns = turns;
    this.meters = new JobMeters(this.kinds.keySet());
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
        look();
        queue.await(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  // An edge: whatever goes wrong, the next look comes.
  private void look() {
    try {
      round();
      quiet = false;
    } catch (CallFailedException e) {
      if (!quiet) {
        LOG.warn("Background jobs wait: {}", e.failure().message());
      }
      quiet = true;
    } catch (RuntimeException | Error e) {
      LOG.error("Background jobs wait for the next look.", e);
    }
  }

  /** Begins the turns of all jobs that are due, as far as there is room for them. */
  public void round() {
    Instant now = time.now();
    if (!now.isBefore(adopted.plus(LOOK_FOR_FORMER))) {
      kinds.values().forEach(kind -> adopt(kind, now));
      meters.due(database.asEngine(EngineJob.JOBS, tx -> store.due(tx, now)));
      adopted = now;
    }
    int room = MOST - running.get();
    if (room <= 0) {
      return;
    }
    List<Job> claimed =
        database.asEngine(
            EngineJob.JOBS, tx -> store.claim(tx, me, kinds.keySet(), room, SHARE, LEASE, now));
    for (Job job : claimed) {
      running.incrementAndGet();
      turns.execute(() -> turn(job));
    }
  }

  private void adopt(JobKind kind, Instant now) {
    for (EngineStatement former : kind.former()) {
      database.asEngine(
          former.job(),
          tx -> {
            store.adopt(tx, former, now);
            return former;
          });
    }
  }

  // An edge: a job whose turn cannot be ended goes on when its lease is over.
  private void turn(Job job) {
    try {
      turn(job, Objects.requireNonNull(kinds.get(job.kind())));
    } catch (CallFailedException e) {
      LOG.warn("The {} job {} waits: {}", job.kind(), job.subject(), e.failure().message());
    } catch (RuntimeException | Error e) {
      LOG.error("The {} job {} waits for its next turn.", job.kind(), job.subject(), e);
    } finally {
      running.decrementAndGet();
      queue.ring();
    }
  }

  private void turn(Job job, JobKind kind) {
    switch (result(job, kind)) {
      case JobTurn.Done() -> finish(job, Result.DONE, tx -> store.done(tx, job, me));
      case JobTurn.Again(var due, var progress) ->
          finish(job, Result.AGAIN, tx -> store.again(tx, job, me, due, progress, 0));
      case JobTurn.Failed(var failure, var retry) when retry.over() -> giveUp(job, kind, failure);
      case JobTurn.Failed(var failure, var retry) -> retry(job, failure, retry);
    }
  }

  private JobTurn result(Job job, JobKind kind) {
    Failure failure;
    try {
      return kind.run(job);
    } catch (CallFailedException e) {
      failure = e.failure();
    } catch (RuntimeException | LinkageError e) {
      // A defect of the kind, or of a plugin whose classes are gone.
      LOG.error("The {} job {} failed.", job.kind(), job.subject(), e);
      failure = Failure.of(FailureCode.INTERNAL, e.getClass().getSimpleName());
    }
    return new JobTurn.Failed(failure, JobRetry.usual(job, time.now()));
  }

  private void retry(Job job, Failure failure, JobRetry retry) {
    if (job.failures() == 0) {
      LOG.warn("The {} job {} is retried: {}", job.kind(), job.subject(), failure.message());
    }
    finish(
        job,
        Result.FAILED,
        tx -> store.again(tx, job, me, retry.due(), job.progress(), retry.failures()));
  }

  private void giveUp(Job job, JobKind kind, Failure failure) {
    LOG.error("The {} job {} is given up: {}", job.kind(), job.subject(), failure.message());
    finish(
        job,
        Result.GIVEN_UP,
        tx -> {
          store.delete(tx, job.kind(), job.subject());
          JobKind.GivenUp told = kind.giveUp(tx, job, failure);
          audit.write(tx, told.act(), told.changes());
        });
  }

  private void finish(Job job, Result result, Consumer<Transaction> change) {
    database.inTenant(
        job.scope(),
        tx -> {
          change.accept(tx);
          return job;
        });
    meters.ended(job.kind(), result);
  }

  /** Begins no more turns, and waits some time for those under way. */
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
      while (running.get() > 0 && System.nanoTime() < end) {
        queue.await(Duration.ofMillis(100));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
