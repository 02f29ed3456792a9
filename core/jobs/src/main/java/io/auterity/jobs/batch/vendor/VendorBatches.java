package io.auterity.jobs.batch.vendor;

import io.auterity.jobs.batch.vendor.VendorRules.Act;
import io.auterity.jobs.batch.vendor.VendorRules.Stage;
import io.auterity.platform.call.FairShares;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.provider.Offer;
import io.auterity.provider.Providers;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers lines of batches whose offer is batched into batches of its vendor, one for each batch of
 * ours, offer and kind of request, and gives each line its answer from there. What lies where is in
 * the database: a line that is asked again by another server waits for the same batch.
 */
public final class VendorBatches implements AutoCloseable {

  static final Failure LEFT =
      Failure.of(FailureCode.CANCELLED, "no line waits for the vendor's batch any more");

  static final Failure CANCELLED = Failure.of(FailureCode.CANCELLED, "the batch was cancelled");

  private static final Logger LOG = LoggerFactory.getLogger(VendorBatches.class);
  private static final Duration TURN = Duration.ofSeconds(1);

  /** Of requests that wait in memory; of one tenant alone half. */
  static final long MOST_WAITING = 128L << 20;

  private final VendorStore store;
  private final Providers providers;
  private final Time time;
  private final Ids ids;
  private final Semaphore goingOn;
  private final VendorDriver driver;
  private final Map<UUID, VendorRun> runs = new ConcurrentHashMap<>();
  private final FairShares waiting;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param atOnce lines that go on at one time when a batch is answered
   */
  public VendorBatches(VendorStore store, Providers providers, int atOnce, Time time, Ids ids) {
    this(store, providers, atOnce, MOST_WAITING, time, ids, Thread::startVirtualThread);
  }

  /**
   * @param mostWaiting bytes of requests that wait
   * @param works carries out what takes time
   */
  VendorBatches(
      VendorStore store,
      Providers providers,
      int atOnce,
      long mostWaiting,
      Time time,
      Ids ids,
      Executor works) {
    this.store = store;
    this.providers = providers;
    this.time = time;
    this.ids = ids;
    this.goingOn = new Semaphore(atOnce);
    this.waiting = new FairShares(mostWaiting);
    this.driver = new VendorDriver(store, providers, time, goingOn, works);
  }

  /** Begins to look after batches. */
  public void start() {
    Thread.ofVirtual().name("vendor-batches").start(this::work);
  }

  private void work() {
    try {
      do {
        turn();
      } while (!closed.await(TURN.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is due. An edge: whatever goes wrong, the next turn comes. */
  void turn() {
    for (VendorRun run : List.copyOf(runs.values())) {
      try {
        Act act = run.next(time.now());
        if (act == Act.CLOSE) {
          close(run);
        } else if (act != Act.WAIT) {
          driver.carryOut(run, act);
        }
      } catch (RuntimeException | Error e) {
        LOG.error("The vendor's batch {} waits for the next turn.", run.batch().id(), e);
      }
    }
  }

  // A line that comes meanwhile keeps it open.
  private void close(VendorRun run) {
    runs.computeIfPresent(run.batch().id(), (id, one) -> run.isEmpty() ? null : run);
    run.done(time.now());
  }

  Instant now() {
    return time.now();
  }

  /** Whether lines of a tenant may go into batches of vendors. */
  public boolean takes(TenantScope scope) {
    return closed.getCount() > 0
        && providers.of(scope).stream().anyMatch(one -> one.offering().batch());
  }

  /**
   * Whether there is room for one more line of a tenant; always where there is no time for a batch.
   *
   * @param expires when the line must have its end
   */
  public boolean hasRoom(TenantScope scope, Instant expires) {
    if (!VendorRules.open(expires, time.now())) {
      return true;
    }
    boolean room = waiting.take(scope.tenant(), VendorBatchLine.LINE_BYTES);
    if (room) {
      waiting.giveBack(scope.tenant(), VendorBatchLine.LINE_BYTES);
    }
    return room;
  }

  /**
   * The place of a line that is about to be asked.
   *
   * @param waits run when the line begins to wait for its vendor
   */
  public LinePlace place(LinePlace.Of line, Runnable waits) {
    return new LinePlace(this, line, lying(line), waits);
  }

  /** Where a line lies; null when it lies nowhere. */
  @Nullable VendorBatch lying(LinePlace.Of line) {
    return store.find(line.scope(), line.batch(), line.line()).orElse(null);
  }

  /** Whether lines of a batch lie in batches of vendors. */
  public boolean holds(TenantScope scope, UUID batch) {
    return !store.of(scope, batch).isEmpty();
  }

  boolean reaches(TenantScope scope, VendorBatch batch) {
    String provider = Offer.providerOf(batch.offer());
    return providers.of(scope).stream().anyMatch(one -> one.id().equals(provider));
  }

  void release(LinePlace.Of line) {
    VendorBatch lying = lying(line);
    if (lying != null) {
      store.release(line.scope(), lying, line.worker(), List.of(line.line()));
    }
  }

  // The last one has the vendor stop.
  void drop(LinePlace.Of line) {
    VendorBatch lying = lying(line);
    if (lying != null
        && store.release(line.scope(), lying, line.worker(), List.of(line.line()))
        && !store.isWanted(line.scope(), lying.id())) {
      runs.computeIfAbsent(lying.id(), id -> run(line, lying, stage(lying))).cancel(CANCELLED);
    }
  }

  /**
   * Has vendors begin no more lines of a batch, including lines that no thread here waits for;
   * those that wait get what there is.
   *
   * @param any line of it
   */
  public void cancel(LinePlace.Of any) {
    for (VendorBatch one : store.of(any.scope(), any.batch())) {
      runs.computeIfAbsent(one.id(), id -> run(any, one, stage(one)));
    }
    endWaiting(any.batch());
  }

  /** The same of lines that have come since. */
  public void endWaiting(UUID batch) {
    of(batch).forEach(run -> run.cancel(CANCELLED));
  }

  /** Lets go the lines of a batch that another server works on; they stay where they lie. */
  public void leave(UUID batch) {
    of(batch).forEach(run -> run.leave(LEFT));
  }

  /** How many lines wait here. */
  int waiting() {
    return (int)
        runs.values().stream()
            .flatMap(run -> run.waiting().stream())
            .filter(seat -> !seat.left())
            .count();
  }

  private List<VendorRun> of(UUID batch) {
    return runs.values().stream().filter(run -> run.batch().batch().equals(batch)).toList();
  }

  /** Lets all lines go; they stay where they lie. */
  @Override
  public void close() {
    closed.countDown();
    runs.values().forEach(run -> run.leave(LEFT));
  }

  // From here on its line is held by a run, or has been let go.
  VendorBatchLine seat(LinePlace place, String offer, WireRequest request) {
    LinePlace.Of of = place.of();
    VendorBatchLine seat = new VendorBatchLine(of.line(), request);
    UUID tenant = of.scope().tenant();
    // More than there is room for are let in: so many as are on their way at one time.
    waiting.force(tenant, seat.bytes());
    seat.whenLeft(() -> waiting.giveBack(tenant, seat.bytes()));
    VendorBatch lying = place.lying();
    if (lying != null && lying.offer().equals(offer)) {
      lies(of, lying, seat);
    } else {
      gather(of, offer, target(request), seat);
    }
    if (closed.getCount() == 0) {
      seat.failed(LEFT);
    }
    return seat;
  }

  private void lies(LinePlace.Of of, VendorBatch batch, VendorBatchLine seat) {
    runs.compute(
        batch.id(),
        (id, known) -> {
          VendorRun run = known == null ? run(of, batch, stage(batch)) : known;
          run.seated(seat, time.now());
          return run;
        });
  }

  private static Stage stage(VendorBatch batch) {
    return batch.ref() == null ? Stage.UNSURE : Stage.UNDER_WAY;
  }

  private synchronized void gather(
      LinePlace.Of of, String offer, String target, VendorBatchLine seat) {
    boolean taken =
        of(of.batch()).stream()
            .filter(run -> run.batch().offer().equals(offer))
            .filter(run -> run.batch().target().equals(target))
            .anyMatch(run -> run.take(seat, time.now()));
    if (!taken) {
      VendorBatch batch = new VendorBatch(ids.next(), of.batch(), offer, target, time.now(), null);
      VendorRun run = run(of, batch, Stage.GATHERING);
      run.seated(seat, time.now());
      runs.put(batch.id(), run);
    }
  }

  private VendorRun run(LinePlace.Of of, VendorBatch batch, Stage stage) {
    return new VendorRun(of, batch, stage, time.now());
  }

  private static String target(WireRequest request) {
    String what =
        "%s %s %s".formatted(request.method(), request.uri(), new TreeMap<>(request.headers()));
    return HexFormat.of().formatHex(Sha256.of(what), 0, 16);
  }

  /** Waits until not too many go on; a line that has an answer was let go on with it. */
  void goOn() {
    goingOn.acquireUninterruptibly();
  }

  void wentOn() {
    goingOn.release();
  }
}
