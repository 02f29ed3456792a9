package io.auterity.jobs.tuning;

import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows fine-tuning jobs in the background until they have ended and are billed: takes due ones
 * that no worker holds, each for one turn on a thread of its own. A provider that does not answer
 * keeps {@link #SHARE} of them from going on, and no job of another provider.
 */
public final class TuningWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TuningWorker.class);

  /** Longer than a turn; what is done twice all the same comes to the same. */
  private static final Duration LEASE = Duration.ofMinutes(15);

  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final int MOST = 64;

  /** Of one provider of one tenant. */
  static final int SHARE = 2;

  private final TuningParts parts;
  private final UUID me;
  private final Executor turns;
  private final AtomicInteger running = new AtomicInteger();
  private final Semaphore bell = new Semaphore(0);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile boolean started;
  private boolean quiet;

  public TuningWorker(TuningParts parts) {
    this(parts, turn -> Thread.ofVirtual().name("tuning").start(turn));
  }

  /** One whose turns run where one likes. */
  TuningWorker(TuningParts parts, Executor turns) {
    this.parts = parts;
    this.me = parts.ids().next();
    this.turns = turns;
  }

  /** Begins to work. */
  public void start() {
    started = true;
    Thread.ofVirtual().name("tunings").start(this::work);
  }

  /** Lets it look at once, for a job has ended, or it is unknown whether it has begun. */
  public void ring() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  private void work() {
    try {
      while (!closing) {
        look();
        if (bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          bell.drainPermits();
        }
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
        LOG.warn("Jobs of fine-tuning wait: {}", e.failure().message());
      }
      quiet = true;
    } catch (RuntimeException | Error e) {
      LOG.error("Jobs of fine-tuning wait for the next look.", e);
    }
  }

  /** Begins the turns of all jobs whose time has come, as far as there is room for them. */
  void round() {
    int room = MOST - running.get();
    if (room <= 0) {
      return;
    }
    for (TuningStore.Claim claim :
        parts.tunings().claim(me, room, SHARE, LEASE, parts.time().now())) {
      running.incrementAndGet();
      turns.execute(() -> turn(claim));
    }
  }

  // An edge: a job whose turn fails goes on when the lease has ended.
  private void turn(TuningStore.Claim claim) {
    try {
      new TuningTurn(parts, me).take(claim);
    } catch (CallFailedException e) {
      LOG.warn("The job {} of fine-tuning waits: {}", claim.job(), e.failure().message());
    } catch (RuntimeException | Error e) {
      LOG.error("The job {} of fine-tuning waits for its next turn.", claim.job(), e);
    } finally {
      running.decrementAndGet();
      ring();
    }
  }

  /** Begins no more turns, and waits some time for those under way. */
  @Override
  public void close() {
    closing = true;
    ring();
    if (!started) {
      return;
    }
    try {
      ended.await(DRAIN.toSeconds(), TimeUnit.SECONDS);
      long end = System.nanoTime() + DRAIN.toNanos();
      while (running.get() > 0 && System.nanoTime() < end) {
        bell.tryAcquire(100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
