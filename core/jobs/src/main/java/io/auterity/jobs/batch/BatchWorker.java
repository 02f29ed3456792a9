package io.auterity.jobs.batch;

import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes batches in the background: takes those that no worker holds, renews their leases, and
 * processes each on a thread of its own. What it leaves unfinished another worker takes over when
 * the lease has ended, or at once after {@link #close}.
 */
public final class BatchWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BatchWorker.class);

  /** Longer than several turns, so that a slow one loses nothing. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration TURN = Duration.ofSeconds(5);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final int MOST_BATCHES = 256;

  /** Of one tenant, so that a tenant with many batches does not delay the others for days. */
  private static final int TENANT_BATCHES = 4;

  private final BatchParts parts;
  private final UUID me;
  private final LinePlaces places;
  private final Map<UUID, BatchRun> runs = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closing;
  private @Nullable LineCaller caller;
  private boolean quiet;

  public BatchWorker(BatchParts parts) {
    this.parts = parts;
    this.me = parts.ids().next();
    this.places = new LinePlaces(parts.linesAtOnce());
  }

  /**
   * Begins to work.
   *
   * @param lines asks them
   */
  public void start(LineCaller lines) {
    caller = lines;
    parts.vendors().start();
    Thread.ofVirtual().name("batches").start(this::work);
  }

  /** Lets it look at once, for there is a new batch, or one that was cancelled. */
  public void ring() {
    places.ring();
  }

  private void work() {
    try {
      while (!closing) {
        long rung = places.rung();
        turn();
        places.await(rung, TURN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  // An edge: whatever goes wrong, the next turn comes.
  private void turn() {
    try {
      keepLeases();
      take();
      quiet = false;
    } catch (CallFailedException e) {
      if (!quiet) {
        LOG.warn("Batches wait: {}", e.failure().message());
      }
      quiet = true;
    } catch (RuntimeException | Error e) {
      LOG.error("Batches wait for the next turn.", e);
    }
  }

  private void keepLeases() {
    for (BatchRun run : List.copyOf(runs.values())) {
      Optional<CallBatch> batch = parts.batches().renew(run.scope(), run.id(), me, LEASE);
      if (batch.isPresent()) {
        run.stands(batch.get());
      } else {
        run.lose();
      }
    }
  }

  private void take() {
    int room = MOST_BATCHES - runs.size();
    if (room <= 0) {
      return;
    }
    for (BatchStore.Claim claim : parts.batches().claim(me, room, TENANT_BATCHES, LEASE)) {
      parts.batches().renew(claim.scope(), claim.batch(), me, LEASE).ifPresent(this::begin);
    }
  }

  private void begin(CallBatch batch) {
    BatchRun run =
        new BatchRun(
            parts, Objects.requireNonNull(caller, "started"), me, places, batch, () -> closing);
    if (runs.putIfAbsent(batch.id(), run) == null) {
      Thread.ofVirtual().name("batch").start(() -> run(run));
    } else {
      // It lost the lease a moment ago, and what it asked is still under way.
      parts.batches().release(batch.scope(), batch.id(), me);
    }
  }

  private void run(BatchRun run) {
    try {
      run.run();
    } catch (CallFailedException e) {
      LOG.warn("The batch {} waits: {}", run.id(), e.failure().message());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("The batch {} waits for its next turn.", run.id(), e);
    } finally {
      if (closing) {
        release(run);
      }
      runs.remove(run.id());
      places.ring();
    }
  }

  /** How many lines are asked now. */
  public long asked() {
    return places.taken();
  }

  /** Asks no more lines; those under way go on. */
  public void drain() {
    closing = true;
    parts.vendors().close();
    places.ring();
  }

  /** Asks no more lines, waits some time for those under way, and gives the leases back. */
  @Override
  public void close() {
    drain();
    if (caller == null) {
      return;
    }
    try {
      ended.await(DRAIN.toSeconds(), TimeUnit.SECONDS);
      long end = System.nanoTime() + DRAIN.toNanos();
      for (long rung = places.rung(); !runs.isEmpty(); rung = places.rung()) {
        long rest = end - System.nanoTime();
        if (rest <= 0) {
          LOG.warn("{} lines of batches did not end in time; they will be asked again.", asked());
          break;
        }
        places.await(rung, Duration.ofNanos(Math.min(rest, 100_000_000L)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List.copyOf(runs.values()).forEach(this::release);
  }

  private void release(BatchRun run) {
    run.lose();
    try {
      parts.batches().release(run.scope(), run.id(), me);
    } catch (CallFailedException e) {
      LOG.warn("The lease of batch {} ends by itself: {}", run.id(), e.failure().message());
    }
  }
}
