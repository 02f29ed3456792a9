package io.auterity.bench.journal.store;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks up in the database whether what was counted is there. */
public final class Books {

  /** Some 100,000 rows are counted one by one, for which the bench alone waits. */
  private static final String PATIENTLY = "set local statement_timeout = '5min'";

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final long MOMENT = 500_000;

  private static final String RUNS =
      "select count(*) from run where created >= :since and workflow = :workflow";
  private static final String SUCCEEDED = RUNS + " and state = 'succeeded'";
  private static final String FAILURE =
      """
      select convert_from(failure, 'UTF8') from run
      where created >= :since and workflow = :workflow and failure is not null limit 1
      """;
  private static final String COMPLETE =
      """
      select count(*) from (
        select e.run from run r join run_event e on e.born = r.born and e.run = r.id
        where r.created >= :since and r.workflow = :workflow
        group by e.run
        having count(*) = :steps and max(e.seq) = :steps and count(distinct e.node) = :steps) c
      """;
  private static final String DECISIONS =
      """
      select count(*) from run r join decision d on d.born >= r.born and d.run = r.id
      where r.created >= :since and r.workflow = :workflow and d.outcome = 'succeeded'
      """;

  private final Database database;
  private final TenantScope scope;

  public Books(Database database, TenantScope scope) {
    this.database = database;
    this.scope = scope;
  }

  /**
   * What must be there of a round.
   *
   * @param since when it began
   * @param steps of each run
   * @param decisions of each run
   */
  public record Round(Instant since, String workflow, long runs, int steps, int decisions) {}

  /** Runs that are not over. */
  public long unfinished() {
    return database.inTenant(
        scope,
        tx -> tx.query("select count(*) from run where finished is null").mapTo(Long.class).one());
  }

  /** Runs that sleep: whose rows alone know when they go on. */
  public long sleeping() {
    return database.inTenant(
        scope,
        tx ->
            tx.query("select count(*) from run where finished is null and due is not null")
                .mapTo(Long.class)
                .one());
  }

  /** Events in the journal of a run. */
  public long events(UUID run) {
    return database.inTenant(
        scope,
        tx ->
            tx.query("select count(*) from run_event where run = :run")
                .bind("run", run)
                .mapTo(Long.class)
                .one());
  }

  /** Approvals that wait for votes. */
  public long openApprovals() {
    return database.inTenant(
        scope,
        tx ->
            tx.query("select count(*) from approval where state = 'open'").mapTo(Long.class).one());
  }

  /** Triggers of which a run has been noted since then. */
  public long noted(Instant since) {
    return count("count(distinct trigger)", since);
  }

  /** Runs that were noted since then beside one of each trigger. */
  public long notedTooOften(Instant since) {
    return count("count(*) - count(distinct trigger)", since);
  }

  private long count(String what, Instant since) {
    return database.inTenant(
        scope,
        tx ->
            tx.query("select %s from trigger_start where noted >= :since".formatted(what))
                .bind("since", since)
                .mapTo(Long.class)
                .one());
  }

  /**
   * Waits until all runs are over.
   *
   * @throws VoidRunException when that takes long
   */
  public void awaitQuiet() {
    await("runs did not end in time", () -> unfinished() == 0);
  }

  /**
   * Waits for something.
   *
   * @param otherwise what is wrong when it does not come to be
   */
  public static void await(String otherwise, BooleanSupplier done) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new VoidRunException(otherwise);
      }
      LockSupport.parkNanos(MOMENT);
    }
  }

  /**
   * Compares.
   *
   * @throws VoidRunException when a run failed, or a row is missing or there twice
   */
  public void verify(Round round) {
    database.inTenant(
        scope,
        tx -> {
          tx.update(PATIENTLY).execute();
          require("runs", round.runs(), count(tx, RUNS, round));
          requireNoFailure(tx, round);
          require("runs that succeeded", round.runs(), count(tx, SUCCEEDED, round));
          require("runs with one row for each step", round.runs(), complete(tx, round));
          long decisions = round.runs() * round.decisions();
          require("decisions", decisions, count(tx, DECISIONS, round));
          return true;
        });
  }

  private static void requireNoFailure(Transaction tx, Round round) {
    tx.query(FAILURE)
        .bind("since", round.since())
        .bind("workflow", round.workflow())
        .mapTo(String.class)
        .findFirst()
        .ifPresent(
            failure -> {
              throw new VoidRunException("a run failed: " + failure);
            });
  }

  private static long count(Transaction tx, String sql, Round round) {
    return tx.query(sql)
        .bind("since", round.since())
        .bind("workflow", round.workflow())
        .mapTo(Long.class)
        .one();
  }

  private static long complete(Transaction tx, Round round) {
    return tx.query(COMPLETE)
        .bind("since", round.since())
        .bind("workflow", round.workflow())
        .bind("steps", round.steps())
        .mapTo(Long.class)
        .one();
  }

  private static void require(String what, long wanted, long found) {
    if (wanted != found) {
      throw new VoidRunException("%d %s were wanted, %d are there".formatted(wanted, what, found));
    }
  }
}
