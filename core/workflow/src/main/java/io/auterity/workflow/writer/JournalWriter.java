package io.auterity.workflow.writer;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineSession;
import io.auterity.platform.database.StatementRefusedException;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.workflow.journal.JournalEntry;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries in batches that form by themselves: while one is flushed, the next gathers. It
 * keeps one connection, whose advisory lock says that no other server writes. When the connection
 * breaks, whether the last batch was committed is not known; it is written again, and what is
 * already there must be the same.
 */
final class JournalWriter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
  private static final int CAPACITY = 8_192;
  private static final long FIRST_LOCK = 0x6175746572697400L;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int FIRST_ATTEMPTS = 20;
  private static final int MOST_REFUSALS = 600;

  private final Database database;
  private final int number;
  private final JournalOutage outage;
  private final Runnable fenced;
  private final BlockingQueue<Batch.Pending> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final CountDownLatch halted = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closing;
  private @Nullable EngineSession session;
  private int refusals;

  /**
   * A writer that has not started.
   *
   * @param fenced called when another server has taken the lock
   */
  JournalWriter(Database database, int number, JournalOutage outage, Runnable fenced) {
    this.database = database;
    this.number = number;
    this.outage = outage;
    this.fenced = fenced;
    this.thread = Thread.ofPlatform().daemon().name("journal-" + number).unstarted(this);
  }

  void start() {
    EngineSession first = database.engineSession(EngineJob.JOURNAL);
    if (!locked(first)) {
      first.close();
      throw new JournalHeldException();
    }
    session = first;
    thread.start();
  }

  // The connection of a server that has just ended may take a moment to go.
  private boolean locked(EngineSession first) {
    for (int attempt = 0; attempt < FIRST_ATTEMPTS; attempt++) {
      if (tryLock(first)) {
        return true;
      }
      pause();
    }
    return false;
  }

  private boolean tryLock(EngineSession session) {
    return session.tryLock(FIRST_LOCK + number);
  }

  /** Hands an entry over; waits while the queue is full. */
  void append(JournalEntry entry, Journal.Receipt receipt) {
    Batch.Pending pending = new Batch.Pending(entry, receipt);
    try {
      while (!ended()) {
        if (queue.offer(pending, 1, TimeUnit.SECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    receipt.lost();
  }

  /** Writes what is there and ends; what cannot be written until the deadline is lost. */
  void close(Duration deadline) {
    closing = true;
    thread.interrupt();
    try {
      if (!thread.join(deadline)) {
        halt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      halt();
    }
  }

  /** Ends at once, as a crash would. */
  void halt() {
    halted.countDown();
    thread.interrupt();
  }

  private boolean ended() {
    return halted.getCount() == 0;
  }

  @Override
  public void run() {
    try {
      while (!ended()) {
        Batch.Pending first = next();
        if (first == null) {
          break;
        }
        write(Batch.of(first, queue));
      }
    } finally {
      halted.countDown();
      release();
      queue.forEach(pending -> pending.receipt().lost());
    }
  }

  private Batch.@Nullable Pending next() {
    try {
      return closing ? queue.poll() : queue.take();
    } catch (InterruptedException e) {
      return ended() ? null : queue.poll();
    }
  }

  private void write(Batch batch) {
    boolean done = false;
    while (!done && batch.size() > 0) {
      if (ended()) {
        batch.lost();
        return;
      }
      EngineSession open = session();
      done = open != null && written(open, batch);
    }
  }

  /** False when it must be tried again. */
  private boolean written(EngineSession open, Batch batch) {
    try {
      if (!Commit.of(open, batch)) {
        return false;
      }
      outage.written(number).ifPresent(LOG::info);
      batch.committed();
      return true;
    } catch (CallFailedException e) {
      outage.failed(number, e.failure().message()).ifPresent(LOG::warn);
    } catch (StatementRefusedException e) {
      refused(batch, e);
      return true;
    } catch (RuntimeException | AssertionError e) {
      // The driver may break when its connection does; the writer must not.
      outage.failed(number, e.toString()).ifPresent(said -> LOG.error(said, e));
    }
    release();
    pause();
    return false;
  }

  /** The session with its lock; null after a pause when it cannot be had now. */
  private @Nullable EngineSession session() {
    if (session == null) {
      try {
        session = connected();
      } catch (RuntimeException e) {
        outage.failed(number, String.valueOf(e.getMessage())).ifPresent(LOG::warn);
        pause();
      }
    }
    return session;
  }

  private @Nullable EngineSession connected() {
    EngineSession fresh = database.engineSession(EngineJob.JOURNAL);
    boolean locked = false;
    try {
      locked = tryLock(fresh);
    } finally {
      if (!locked) {
        fresh.close();
      }
    }
    if (!locked) {
      refusedLock();
      return null;
    }
    refusals = 0;
    return fresh;
  }

  // The server may keep the session of a broken connection, and its lock, for a while.
  private void refusedLock() {
    if (++refusals == MOST_REFUSALS) {
      LOG.error("Another server has taken over this database; no run is carried on here.");
      halt();
      fenced.run();
    }
    pause();
  }

  // One entry that the database refuses must not hold up the others.
  private void refused(Batch batch, StatementRefusedException e) {
    if (batch.size() == 1) {
      LOG.error(
          "The database refuses an entry of the journal: {}", batch.entries().getFirst().run(), e);
      batch.refused();
      return;
    }
    batch.apart().forEach(this::write);
  }

  private void release() {
    EngineSession open = session;
    session = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (RuntimeException e) {
      LOG.debug("A broken connection could not be closed.", e);
    }
  }

  private void pause() {
    try {
      if (halted.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The journal ends.");
      }
    } catch (InterruptedException e) {
      LOG.debug("The journal is to end.");
    }
  }
}
