package io.auterity.workflow.writer;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineSession;
import io.auterity.platform.database.StatementRefusedException;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.seat.SeatLostException;
import io.auterity.workflow.store.JournalStore;
import io.auterity.workflow.writer.Journal.JournalHeldException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries in batches that form by themselves: while one is flushed, the next gathers. When
 * its connection breaks, whether the last batch was committed is not known; it is written again,
 * and what is already there must be the same. When it ends for any reason, it says so.
 */
final class JournalWriter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
  private static final long FIRST_LOCK = 0x6175746572697400L;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final int FIRST_ATTEMPTS = 20;
  private static final int MOST_REFUSALS = 600;

  private final int number;
  private final long epoch;
  private final Time time;
  private final JournalOutage outage;
  private final Consumer<String> fenced;
  private final JournalConnection connection;
  private final JournalQueue queue = new JournalQueue();
  private final Deque<Batch> work = new ArrayDeque<>();
  private final FailedAppends denied = new FailedAppends();
  private final CountDownLatch halted = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closing;
  private int refusals;

  /**
   * A writer that has not started.
   *
   * @param epoch of the seat, under which it writes
   * @param fenced told why it has ended, unless it was closed
   */
  JournalWriter(
      Database database,
      Time time,
      int number,
      long epoch,
      JournalOutage outage,
      Consumer<String> fenced) {
    this.number = number;
    this.epoch = epoch;
    this.time = time;
    this.outage = outage;
    this.fenced = fenced;
    this.connection = new JournalConnection(database, time, FIRST_LOCK + number, epoch);
    this.thread = Thread.ofPlatform().daemon().name("journal-" + number).unstarted(this);
  }

  // The connection of a server that has just ended may take a moment to go.
  void start() {
    for (int attempt = 0; connection.locked() == null; attempt++) {
      if (attempt == FIRST_ATTEMPTS) {
        throw new JournalHeldException();
      }
      pause();
    }
    thread.start();
  }

  /** Whether no other server can write in its place. */
  boolean leads() {
    return !ended() && connection.leads();
  }

  /** Hands an entry over; waits while the queue is full. */
  void append(JournalEntry entry, Journal.Receipt receipt) {
    boolean taken = false;
    try {
      taken = !ended() && queue.put(new Batch.Pending(entry, receipt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!taken) {
      receipt.lost();
    }
  }

  /** Writes what is there and ends; what cannot be written until the deadline is lost. */
  void close(Duration deadline) {
    closing = true;
    thread.interrupt();
    try {
      if (thread.getState() == Thread.State.NEW || !thread.join(deadline)) {
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
    if (!thread.isAlive()) {
      connection.release();
    }
  }

  private boolean ended() {
    return halted.getCount() == 0;
  }

  @Override
  public void run() {
    try {
      while (!ended()) {
        Batch.Pending first = next();
        if (first != null) {
          write(Batch.of(first, queue));
        } else if (closing) {
          return;
        } else {
          beat();
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.error("The writer {} of the journal has ended.", number, e);
      fenced.accept("the writer of the journal has ended (%s); restart the server".formatted(e));
    } finally {
      end();
    }
  }

  private void end() {
    halted.countDown();
    connection.release();
    work.forEach(Batch::lost);
    queue.close().forEach(pending -> pending.receipt().lost());
  }

  private Batch.@Nullable Pending next() {
    try {
      return queue.poll(closing ? Duration.ZERO : BEAT);
    } catch (InterruptedException e) {
      return ended() ? null : queue.pollUpTo(Long.MAX_VALUE);
    }
  }

  // While there is nothing to write, it finds out whether it still could.
  private void beat() {
    try {
      if (session() != null) {
        connection.confirm();
        outage.written(number).ifPresent(LOG::info);
      }
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void write(Batch first) {
    work.add(first);
    while (!work.isEmpty() && !ended()) {
      Batch batch = work.element();
      batch.leaveOut(denied);
      List<Batch> left = batch.size() == 0 ? List.of() : written(batch);
      work.remove();
      left.reversed().forEach(work::addFirst);
    }
  }

  /** What is still to be written. */
  private List<Batch> written(Batch batch) {
    EngineSession open = session();
    if (open == null) {
      return List.of(batch);
    }
    try {
      return committed(open, batch);
    } catch (SeatLostException e) {
      lost(String.valueOf(e.getMessage()));
      return List.of(batch);
    } catch (RuntimeException | AssertionError e) {
      // The driver may break when its connection does; the writer must not.
      failed(e);
      return List.of(batch);
    }
  }

  private List<Batch> committed(EngineSession open, Batch batch) {
    long asked = time.nanos();
    try {
      if (!Commit.of(open, epoch, batch, denied)) {
        return List.of(batch);
      }
      connection.confirmed(asked);
      outage.written(number).ifPresent(LOG::info);
      batch.committed();
      return List.of();
    } catch (StatementRefusedException e) {
      return daysMade(open, batch) ? List.of(batch) : refused(batch, e);
    } catch (CallFailedException e) {
      if (e.failure().code() != FailureCode.TIMEOUT || batch.size() == 1) {
        throw e;
      }
      LOG.warn("{} entries take the database too long; they are written apart.", batch.size());
      return batch.halves();
    }
  }

  // The clock may be further than the days that were made ahead of it.
  private static boolean daysMade(EngineSession open, Batch batch) {
    int made = open.inTransaction(tx -> JournalStore.makeDays(tx, batch.days()));
    if (made > 0) {
      LOG.warn(
          "The clock has jumped: there was no room for the days {}; {} partitions were made.",
          batch.days(),
          made);
    }
    return made > 0;
  }

  // One entry that the database refuses must not hold up the others.
  private List<Batch> refused(Batch batch, StatementRefusedException e) {
    if (batch.size() > 1) {
      return batch.apart();
    }
    LOG.error(
        "The database refuses an entry of the journal: {}", batch.entries().getFirst().run(), e);
    batch.refused(denied);
    return List.of();
  }

  private void failed(Throwable e) {
    if (e instanceof CallFailedException known) {
      outage.failed(number, known.failure().message()).ifPresent(LOG::warn);
    } else {
      outage.failed(number, e.toString()).ifPresent(said -> LOG.error(said, e));
    }
    connection.release();
    pause();
  }

  /** The session with its lock; null after a pause when it cannot be had now. */
  private @Nullable EngineSession session() {
    try {
      EngineSession open = connection.locked();
      if (open == null) {
        refusedLock();
      } else {
        refusals = 0;
      }
      return open;
    } catch (RuntimeException e) {
      outage.failed(number, String.valueOf(e.getMessage())).ifPresent(LOG::warn);
      pause();
      return null;
    }
  }

  private void refusedLock() {
    if (++refusals == MOST_REFUSALS) {
      lost("another server has taken over this database");
    }
    pause();
  }

  private void lost(String why) {
    LOG.error("No run is carried on here any more: {}.", why);
    halt();
    fenced.accept(why);
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
