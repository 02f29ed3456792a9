package io.auterity.platform.database;

import io.auterity.platform.config.Settings;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.database.store.RetentionStatements;
import io.auterity.platform.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps day partitions ahead of the clock, drops those whose retention is over, and deletes what
 * has expired.
 */
public final class Retention implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration PERIOD = Duration.ofMinutes(10);

  /** No step that made a write can still be running then. */
  private static final Duration DISPATCHED_KEPT = Duration.ofDays(7);

  /** By then each server goes by what was stored, and has heard that a route is gone. */
  private static final Duration FOLLOWED = Duration.ofHours(1);

  /** As long a delivery that comes again is known. */
  private static final Duration DELIVERIES_KEPT = Duration.ofDays(7);

  /** No event comes again, and no item is missed in a list, for that long. */
  private static final Duration STARTS_KEPT = Duration.ofDays(30);

  private static final List<EngineStatement> EXPIRIES =
      List.of(
          RetentionStatements.EXPIRE_SESSIONS,
          RetentionStatements.EXPIRE_CODES,
          RetentionStatements.EXPIRE_IDEMPOTENCY,
          RetentionStatements.EXPIRE_FILES,
          RetentionStatements.EXPIRE_RESPONSES,
          RetentionStatements.EXPIRE_BREAKER_CHANGES,
          RetentionStatements.EXPIRE_RATE_RESTS,
          RetentionStatements.EXPIRE_RATE_GRANTS);

  private final Database database;
  private final Settings.Retention kept;
  private final Time time;
  private final Map<String, Runnable> chores = new LinkedHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("retention").unstarted(this::run);

  public Retention(Database database, Settings.Retention kept, Time time) {
    this.database = database;
    this.kept = kept;
    this.time = time;
  }

  /** Has something else done, too; before the start. */
  public void also(String chore, Runnable work) {
    chores.put(chore, work);
  }

  /** Makes sure that today's partitions exist, then goes on in the background. */
  public void start() {
    create();
    thread.start();
  }

  /** Does everything once; what fails waits for the next turn and keeps nothing else from it. */
  public void runOnce() {
    attempt("Creating day partitions", this::create);
    attempt(
        "Dropping days of decisions",
        () -> drop(RetentionStatements.DROP_DECISION_DAYS, kept.decisionDays()));
    attempt(
        "Dropping days of captured content",
        () -> drop(RetentionStatements.DROP_CAPTURE_DAYS, kept.captureDays()));
    attempt(
        "Deleting runs", () -> untilNone(RetentionStatements.EXPIRE_RUNS, oldest(kept.runDays())));
    attempt("Dropping days of runs", () -> drop(RetentionStatements.DROP_RUN_DAYS, kept.runDays()));
    attempt("Deleting what has expired", this::expire);
    attempt(
        "Deleting what has signed in",
        () -> untilNone(RetentionStatements.EXPIRE_SIGN_INS, Map.of("now", time.now())));
    attempt("Deleting notes of writes", this::forgetDispatched);
    attempt("Deleting batches", () -> expire(RetentionStatements.EXPIRE_BATCHES));
    attempt("Deleting jobs of fine-tuning", () -> expire(RetentionStatements.EXPIRE_TUNINGS));
    attempt("Deleting what former routes left", this::forgetRoutes);
    attempt("Deleting deliveries of webhooks", this::forgetDeliveries);
    attempt("Deleting what triggers have started", this::forgetStarts);
    attempt("Deleting rehearsals", this::forgetRehearsals);
    chores.forEach(Retention::attempt);
  }

  private void create() {
    partitions(RetentionStatements.CREATE_DAY_PARTITIONS, "today", today());
  }

  private void drop(EngineStatement statement, int days) {
    partitions(statement, "before", today().minusDays(days));
  }

  private void partitions(EngineStatement statement, String name, LocalDate day) {
    int changed =
        database.asEngine(
            statement.job(), tx -> tx.query(statement).bind(name, day).mapTo(Integer.class).one());
    if (changed > 0) {
      LOG.info("{}: {}", statement, changed);
    }
  }

  private Map<String, LocalDate> oldest(int days) {
    return Map.of("before", today().minusDays(days));
  }

  private void forgetDeliveries() {
    Map<String, Instant> over = Map.of("before", time.now().minus(DELIVERIES_KEPT));
    untilNone(RetentionStatements.EXPIRE_DELIVERIES, over);
    untilNone(RetentionStatements.EXPIRE_WEBHOOK_HOURS, over);
    untilNone(RetentionStatements.EXPIRE_REFUSALS, over);
    untilNone(RetentionStatements.PURGE_DELIVERIES, Map.of());
    untilNone(RetentionStatements.PURGE_WEBHOOK_HOURS, Map.of());
    untilNone(RetentionStatements.PURGE_REFUSALS, Map.of());
    untilNone(RetentionStatements.FORGET_WEBHOOKS_GONE, Map.of());
  }

  private void forgetStarts() {
    Map<String, Instant> over = Map.of("before", time.now().minus(STARTS_KEPT));
    untilNone(RetentionStatements.EXPIRE_STARTS, over);
    untilNone(RetentionStatements.EXPIRE_SEEN, over);
    untilNone(RetentionStatements.PURGE_STARTS, Map.of());
    untilNone(RetentionStatements.PURGE_SEEN, Map.of());
  }

  // What became of their calls is counted from decisions.
  private void forgetRehearsals() {
    Instant before = time.now().minus(Duration.ofDays(kept.decisionDays()));
    untilNone(RetentionStatements.EXPIRE_REHEARSALS, Map.of("before", before));
  }

  private void forgetRoutes() {
    Map<String, Instant> followed = Map.of("before", time.now().minus(FOLLOWED));
    untilNone(RetentionStatements.EXPIRE_ROLLOUTS, followed);
    untilNone(RetentionStatements.EXPIRE_ROLLOUT_COUNTS, Map.of());
    untilNone(RetentionStatements.EXPIRE_GENERATIONS, followed);
  }

  /** In small transactions, until none is left. */
  private void untilNone(EngineStatement expired, Map<String, ?> bound) {
    int deleted;
    do {
      deleted = database.asEngine(expired.job(), tx -> tx.update(expired).bindMap(bound).execute());
    } while (deleted > 0);
  }

  private void expire() {
    Instant now = time.now();
    database.asEngine(
        EngineJob.EXPIRY,
        tx -> EXPIRIES.stream().mapToInt(one -> tx.update(one).bind("now", now).execute()).sum());
  }

  private void forgetDispatched() {
    Instant before = time.now().minus(DISPATCHED_KEPT);
    database.asEngine(
        EngineJob.DISPATCHED,
        tx -> tx.update(RetentionStatements.FORGET_DISPATCHED).bind("before", before).execute());
  }

  private void expire(EngineStatement ended) {
    Instant before = time.now().minus(Duration.ofDays(kept.batchDays()));
    database.asEngine(ended.job(), tx -> tx.update(ended).bind("before", before).execute());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
  }

  private void run() {
    try {
      do {
        runOnce();
      } while (!closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void attempt(String chore, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("{} waits for its next turn.", chore, e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
