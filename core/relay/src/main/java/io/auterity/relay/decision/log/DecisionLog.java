package io.auterity.relay.decision.log;

import io.auterity.platform.time.Time;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.WriteInfo;
import io.auterity.relay.plan.Config;
import io.auterity.spi.CallFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes decisions behind the calls, a batch per tick. A decision is not dropped for want of room:
 * when the queue has been full for a second new calls are refused instead, so it holds at most its
 * bound and what is under way. One that the database does not take is written without what is not
 * needed, and given up only if it is not taken even so while others are.
 */
public final class DecisionLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
  private static final long TICK_NANOS = 20_000_000;
  private static final int BATCH = 256;
  private static final int REMEMBERED = 4_096;

  private final DecisionStore store;
  private final Time time;
  private final Queue<QueuedDecision> queue = new ConcurrentLinkedQueue<>();
  private final Backlog backlog;
  private final ReentrantLock writing = new ReentrantLock();
  private final ConfigDigests configs = new ConfigDigests(REMEMBERED);
  private final Thread writer = Thread.ofPlatform().name("decisions").daemon().unstarted(this::run);
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * @param bound what may wait before new calls are refused
   */
  public DecisionLog(DecisionStore store, Time time, Backlog.Bound bound) {
    this.store = store;
    this.time = time;
    this.backlog = new Backlog(bound);
  }

  public void start() {
    writer.start();
  }

  /**
   * Lets a new call of a tenant in.
   *
   * @throws CallFailedException {@code unavailable} when the queue, or what the tenant may have of
   *     it, has been full for a second
   */
  public void admit(UUID tenant) {
    backlog.admit(tenant, time.nanos());
  }

  /**
   * Takes a decision; it will be written.
   *
   * @param config what it was planned by; null when it was not planned
   */
  public void add(Decision decision, @Nullable Config config) {
    QueuedDecision entry = QueuedDecision.of(decision, config, time.nanos());
    if (entry != null) {
      queue.add(entry);
      backlog.add(entry);
    }
  }

  /** How many wait. */
  public int waiting() {
    return backlog.decisions();
  }

  /**
   * Writes all that has been added before.
   *
   * @throws CallFailedException {@code unavailable}, {@code timeout}; what is not written waits on
   */
  public void flush() {
    writing.lock();
    try {
      int left = waiting();
      while (left > 0) {
        left -= writeBatch();
      }
    } finally {
      writing.unlock();
    }
  }

  private int writeBatch() {
    List<QueuedDecision> batch = queue.stream().limit(BATCH).toList();
    try {
      write(batch);
    } catch (RuntimeException e) {
      throwIfAway(e);
      LOG.warn("{} decisions are written one by one", batch.size(), e);
      writeEach(batch);
    }
    batch.forEach(ignored -> queue.remove());
    backlog.remove(batch);
    return batch.size();
  }

  private static void throwIfAway(RuntimeException e) {
    // What is the decision's own fault is no such failure; a database that is slow is one as well.
    if (e instanceof CallFailedException failed) {
      throw failed;
    }
  }

  private void write(List<QueuedDecision> batch) {
    long now = time.nanos();
    List<DecisionStore.StoredConfig> added = configs.missing(batch);
    store.write(added, batch.stream().map(entry -> stored(entry, batch.size(), now)).toList());
    configs.stored(added);
  }

  // When not one of them is taken it is not their fault, and all of them wait.
  private void writeEach(List<QueuedDecision> batch) {
    List<UUID> refused = new ArrayList<>();
    RuntimeException why = null;
    for (QueuedDecision entry : batch) {
      try {
        writeOne(entry);
      } catch (RuntimeException e) {
        throwIfAway(e);
        refused.add(entry.id());
        why = e;
      }
    }
    if (why != null && refused.size() == batch.size()) {
      throw why;
    }
    if (why != null) {
      LOG.error("These decisions are lost, the database does not take them: {}", refused, why);
    }
  }

  private void writeOne(QueuedDecision entry) {
    try {
      write(List.of(entry));
    } catch (RuntimeException e) {
      throwIfAway(e);
      DecisionRow bare = entry.row().stripped();
      LOG.error("The decision {} is written without its details", entry.id(), e);
      store.write(
          List.of(),
          List.of(new DecisionStore.StoredDecision(bare, new WriteInfo(null, 0, 0, true))));
    }
  }

  private DecisionStore.StoredDecision stored(QueuedDecision entry, int batch, long now) {
    Config config = entry.config();
    String digest = config == null ? null : configs.digest(config);
    long waited = (now - entry.queuedAt()) / 1_000_000;
    return new DecisionStore.StoredDecision(
        entry.row(), new WriteInfo(digest, batch - 1, waited, entry.row().bare()));
  }

  private void run() {
    try {
      do {
        attempt();
      } while (!closing.await(TICK_NANOS, TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try {
      flush();
    } catch (CallFailedException e) {
      LOG.warn("{} decisions wait: {}", waiting(), e.failure().message());
    } catch (RuntimeException | Error e) {
      // The edge of the thread: without it nothing would be written any more.
      LOG.error("{} decisions wait and cannot be written", waiting(), e);
    }
  }

  /** Writes what is left and stops. */
  @Override
  public void close() {
    closing.countDown();
    attempt();
  }
}
