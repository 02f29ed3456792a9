package io.auterity.workflow.live;

import io.auterity.workflow.decider.ItemCount;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the executions of one node. */
final class NodeCounter {

  private final int node;
  private final boolean loop;
  private final Latencies latencies = new Latencies();
  private final Map<Integer, Integer> arms = new HashMap<>();
  private int started;
  private int succeeded;
  private int failed;
  private int waiting;
  private int abandoned;
  private int skipped;
  private int round;
  private int rounded;
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;

  /** Number of the last change. */
  long seq;

  NodeCounter(int node, boolean loop) {
    this.node = node;
    this.loop = loop;
  }

  /**
   * One has begun.
   *
   * @param again in which round
   */
  void start(int again, Instant at) {
    started++;
    round = Math.max(round, again);
    if (startedAt == null) {
      startedAt = at;
    }
  }

  void wait(int change) {
    waiting += change;
  }

  void succeed(@Nullable Instant began, Instant at) {
    succeeded++;
    end(began, at);
  }

  void fail(@Nullable Instant began, Instant at) {
    failed++;
    end(began, at);
  }

  void abandon() {
    abandoned++;
  }

  /** One was skipped, since its condition does not hold. */
  void skip() {
    skipped++;
  }

  void choose(int arm) {
    arms.merge(arm, 1, Integer::sum);
  }

  /** A loop goes on with another round. */
  void goRound() {
    rounded++;
  }

  // The first round of a loop begins with it.
  private int rounds() {
    return loop ? started - skipped + rounded : 0;
  }

  private void end(@Nullable Instant began, Instant at) {
    finishedAt = at;
    if (began != null && !at.isBefore(began)) {
      latencies.add(Duration.between(began, at));
    }
  }

  NodeTally tally(StepPhase phase) {
    return new NodeTally(
        node,
        phase,
        0,
        started,
        Math.max(0, started - succeeded - failed - waiting - abandoned - skipped),
        waiting,
        succeeded,
        failed,
        latencies.isEmpty() ? null : latencies.quantile(0.5),
        latencies.isEmpty() ? null : latencies.quantile(0.95),
        startedAt,
        finishedAt,
        arms,
        round,
        rounds());
  }

  /** The tally of a step over lists: its items are what counts. */
  NodeTally tally(StepPhase phase, ItemCount items) {
    return new NodeTally(
        node,
        phase,
        items.total(),
        items.begun(),
        anyRunning() ? items.running() : 0,
        waiting,
        items.done(),
        items.failed(),
        latencies.isEmpty() ? null : latencies.quantile(0.5),
        latencies.isEmpty() ? null : latencies.quantile(0.95),
        startedAt,
        finishedAt,
        arms,
        round,
        rounds());
  }

  /** Whether something of it is under way or it has not been reached. */
  boolean begun() {
    return started > 0;
  }

  boolean anyFailed() {
    return failed > 0;
  }

  boolean anySucceeded() {
    return succeeded > 0;
  }

  boolean anyWaiting() {
    return waiting > 0 && started == ended() + waiting;
  }

  boolean anyRunning() {
    return started > ended() + waiting;
  }

  boolean anyAbandoned() {
    return abandoned > 0;
  }

  /** Whether it was skipped each time that it was reached. */
  boolean alwaysSkipped() {
    return skipped > 0 && skipped == started;
  }

  private int ended() {
    return succeeded + failed + abandoned + skipped;
  }

  /** Durations in logarithmic classes, each at most 7 % wide. */
  private static final class Latencies {

    private static final int PER_OCTAVE = 16;
    private static final int OCTAVES = 44;

    /** Counts by octave of microseconds; an octave is made when it is needed. */
    private final int[][] counts = new int[OCTAVES][];

    private int total;

    void add(Duration duration) {
      long micros = Math.max(1, duration.toNanos() / 1_000);
      int octave = Math.min(OCTAVES - 1, 63 - Long.numberOfLeadingZeros(micros));
      double within = Math.min(1, (double) micros / (1L << octave) - 1);
      if (counts[octave] == null) {
        counts[octave] = new int[PER_OCTAVE];
      }
      counts[octave][Math.min(PER_OCTAVE - 1, (int) (within * PER_OCTAVE))]++;
      total++;
    }

    boolean isEmpty() {
      return total == 0;
    }

    /** The duration that a share of all, from 0 to 1, does not exceed. */
    Duration quantile(double share) {
      int rank = Math.max(1, (int) Math.ceil(total * share));
      int seen = 0;
      for (int octave = 0; octave < OCTAVES; octave++) {
        for (int part = 0; counts[octave] != null && part < PER_OCTAVE; part++) {
          seen += counts[octave][part];
          if (seen >= rank) {
            return middle(octave, part);
          }
        }
      }
      return Duration.ZERO;
    }

    private static Duration middle(int octave, int part) {
      return Duration.ofNanos((long) ((1L << octave) * (1 + (part + 0.5) / PER_OCTAVE) * 1_000));
    }
  }
}
