package io.auterity.workflow.engine;

import io.auterity.platform.id.WireId;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.store.RecoveryStore;
import io.auterity.workflow.store.RunLoadStore.Suspect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owners of the runs in memory. A run that finds no room, or waits for long, is left out; one
 * that only waits for a moment takes no room.
 */
final class ActiveRuns {

  private static final Logger LOG = LoggerFactory.getLogger(ActiveRuns.class);
  private static final Duration LONG = Duration.ofMinutes(1);

  /** The same while many are in memory. */
  private static final Duration LONG_AMONG_MANY = Duration.ofSeconds(1);

  /** Whose runs are not known to be whose. */
  private static final UUID NOBODY = new UUID(0, 0);

  private static final int MOST_ATTEMPTS = 500;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_CARE = Duration.ofMinutes(1);
  private static final long MOMENT = 1_000_000;

  private final EngineServices services;
  private final Loader loader;
  private final LoadMarks marks;
  private final StalledRuns stalled;
  private final EngineSettings settings;
  private final Map<UUID, RunOwner> byRun = new ConcurrentHashMap<>();
  private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();
  private final RunQueue queue = new RunQueue();
  private final AtomicInteger active = new AtomicInteger();
  private final ReentrantLock loading = new ReentrantLock();
  private final Set<UUID> reserved = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean beginning = new AtomicBoolean();
  private final List<UUID> suspects = new ArrayList<>();
  private volatile boolean open = true;
  private volatile boolean begun;

  ActiveRuns(
      EngineServices services,
      Loader loader,
      LoadMarks marks,
      StalledRuns stalled,
      EngineSettings settings) {
    this.services = services;
    this.loader = loader;
    this.marks = marks;
    this.stalled = stalled;
    this.settings = settings;
  }

  /** Whether calls are still made. */
  boolean open() {
    return open;
  }

  /** Lets every run that is not over wait for room; there is none before {@link #begin()}. */
  void recover() {
    Set<UUID> apart = new HashSet<>();
    for (Suspect suspect : marks.recover()) {
      apart.add(suspect.run());
      if (suspect.alone() >= LoadMarks.MOST_EXITS) {
        stalled.addOverwhelming(suspect.run(), suspect.alone());
      } else {
        suspects.add(suspect.run());
      }
    }
    List<RecoveryStore.Unfinished> unfinished = loader.unfinished();
    for (RecoveryStore.Unfinished run : unfinished) {
      RunQueue.Queued queued = new RunQueue.Queued(run.run(), run.tenant());
      if (run.waiting() && !apart.contains(run.run())) {
        queue.addLater(queued);
      } else if (!apart.contains(run.run())) {
        queue.add(queued);
      }
    }
    if (!unfinished.isEmpty()) {
      LOG.info("{} runs are not over and go on.", unfinished.size());
    }
  }

  /**
   * Lets runs begin, first those one at a time that were in memory when the last server ended
   * without closing; false when they had begun before.
   */
  boolean begin() {
    if (!beginning.compareAndSet(false, true)) {
      return false;
    }
    if (!suspects.isEmpty()) {
      LOG.warn(
          "The last server ended without closing while {} runs had just been taken up; they are"
              + " taken up one at a time.",
          suspects.size());
    }
    long end = services.time().nanos() + LONGEST_CARE.toNanos();
    suspects.forEach(suspect -> alone(suspect, services.time().nanos() - end < 0));
    begun = true;
    admit();
    return true;
  }

  private void alone(UUID suspect, boolean careful) {
    if (open) {
      active.incrementAndGet();
      resume(new RunQueue.Queued(suspect, NOBODY));
      if (careful) {
        marks.awaitAlone(suspect);
      }
    }
  }

  /** Whether another run may wait for room. */
  boolean roomToWait() {
    return queue.urgent() < settings.queued();
  }

  /** Takes room for a run that is about to be accepted. */
  boolean takeRoom() {
    return begun && queue.urgent() == 0 && tryRoom();
  }

  private boolean tryRoom() {
    if (active.incrementAndGet() <= settings.active()) {
      return true;
    }
    active.decrementAndGet();
    return false;
  }

  /** Makes the owner of a run that has room, before anybody can see the run. */
  RunOwner prepare(LoadedRun run) {
    RunOwner owner = new RunOwner(run, services, this);
    byRun.put(run.birth().id(), owner);
    return owner;
  }

  /** Lets a run wait for room. */
  void enqueue(UUID run, UUID tenant) {
    queue.add(new RunQueue.Queued(run, tenant));
  }

  void admit() {
    while (open && begun && !queue.isEmpty() && tryRoom()) {
      RunQueue.Queued next = queue.poll();
      if (next == null) {
        active.decrementAndGet();
        return;
      }
      resume(next);
    }
  }

  private void resume(RunQueue.Queued run) {
    UUID id = run.run();
    if (!services.journal().leads(id)) {
      active.decrementAndGet();
      services.timers().after(Duration.ofSeconds(1), () -> again(run));
      return;
    }
    try {
      if (load(id, List.of(new RunMessage.Resume())) == Loading.RESERVED) {
        services.timers().after(Duration.ofSeconds(1), () -> again(run));
      }
    } catch (CallFailedException e) {
      LOG.warn("Run {} cannot be read now: {}", id, e.failure().message());
      services.timers().after(Duration.ofSeconds(1), () -> again(run));
    } catch (UnreadableException e) {
      LOG.debug("Run {} is left as it is.", id, e);
    } catch (Error e) {
      services.timers().after(LONGEST_PAUSE, () -> again(run));
      LOG.error("Run {} is read back later: the server failed.", id, e);
    }
  }

  /** What came of the wish to load a run. */
  private enum Loading {
    TOLD,
    IN_MEMORY,
    RESERVED,
    OVER
  }

  /** Loads a run, for which there is room, and tells it the first messages. */
  private Loading load(UUID id, List<RunMessage> first) {
    Loading outcome = Loading.OVER;
    loading.lock();
    try {
      if (byRun.containsKey(id)) {
        outcome = Loading.IN_MEMORY;
        return outcome;
      }
      if (reserved.contains(id)) {
        outcome = Loading.RESERVED;
        return outcome;
      }
      marks.raise(id, begun ? queue.following(LoadMarks.AT_ONCE) : List.of());
      Optional<LoadedRun> loaded = read(id);
      if (loaded.isPresent()) {
        RunOwner owner = new RunOwner(loaded.get(), services, this);
        boolean alone = byRun.putIfAbsent(id, owner) == null;
        outcome = alone ? Loading.TOLD : Loading.IN_MEMORY;
        if (alone) {
          owner.begin(first);
        }
      }
      return outcome;
    } finally {
      if (outcome != Loading.TOLD) {
        active.decrementAndGet();
      }
      loading.unlock();
    }
  }

  private Optional<LoadedRun> read(UUID id) {
    boolean carriedOn = false;
    try {
      Optional<LoadedRun> loaded = loader.load(id);
      carriedOn = loaded.isPresent();
      return loaded;
    } finally {
      if (!carriedOn) {
        marks.survived(id);
      }
    }
  }

  /**
   * Keeps a run that nobody carries on from being taken up, until it is released.
   *
   * @throws CallFailedException {@code conflict} when it is carried on, or reserved already
   */
  void reserve(UUID id) {
    loading.lock();
    try {
      if (byRun.containsKey(id)) {
        throw new CallFailedException(
            FailureCode.CONFLICT, "the run %s is carried on".formatted(WireId.RUN.write(id)));
      }
      if (!reserved.add(id)) {
        throw new CallFailedException(
            FailureCode.CONFLICT,
            "the run %s is just being repaired or ended".formatted(WireId.RUN.write(id)));
      }
    } finally {
      loading.unlock();
    }
  }

  void release(UUID id) {
    reserved.remove(id);
  }

  /** Lets a run go on that stood still. */
  void takeUp(UUID id, UUID tenant) {
    again(new RunQueue.Queued(id, tenant));
  }

  private void again(RunQueue.Queued run) {
    queue.add(run);
    admit();
  }

  private static RunQueue.Queued queued(RunOwner owner) {
    return new RunQueue.Queued(owner.run().birth().id(), owner.run().birth().scope().tenant());
  }

  /**
   * Tells a run something; loads it, even beyond the bound, when it is not in memory.
   *
   * @throws UnreadableException when it cannot be loaded
   */
  void tell(UUID id, RunMessage message) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      RunOwner owner = byRun.get(id);
      if (owner != null && owner.tell(message)) {
        return;
      }
      active.incrementAndGet();
      switch (load(id, first(message))) {
        case TOLD -> {
          return;
        }
        case OVER -> throw over(id);
        // It is just leaving memory, or being repaired or ended.
        case IN_MEMORY, RESERVED -> LockSupport.parkNanos(MOMENT);
      }
    }
    throw new CallFailedException(
        FailureCode.UNAVAILABLE,
        "the run %s is just ending; try again".formatted(WireId.RUN.write(id)));
  }

  static CallFailedException over(UUID run) {
    return new CallFailedException(
        FailureCode.CONFLICT, "the run %s is over".formatted(WireId.RUN.write(run)));
  }

  // The end of a run is asked for before anything of it starts again, anything else after.
  private static List<RunMessage> first(RunMessage message) {
    RunMessage resume = new RunMessage.Resume();
    return message instanceof RunMessage.CancelAsked
        ? List.of(message, resume)
        : List.of(resume, message);
  }

  Optional<RunProgress> progress(UUID run) {
    return Optional.ofNullable(byRun.get(run))
        .filter(RunOwner::carriesOn)
        .map(owner -> owner.run().progress());
  }

  /** The process failed within the run: it is read back, later each time this happens. */
  void again(RunOwner owner) {
    UUID id = owner.run().birth().id();
    int times = failures.merge(id, 1, Integer::sum);
    Duration pause = Duration.ofSeconds(1L << Math.min(times - 1, 6));
    leave(owner);
    services
        .timers()
        .after(
            pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE, () -> again(queued(owner)));
  }

  /** The run has got further since it was loaded. */
  void progressed(RunOwner owner) {
    marks.survived(owner.run().birth().id());
  }

  /** The run is over, or is no longer carried on here. */
  void ended(RunOwner owner) {
    failures.remove(owner.run().birth().id());
    marks.survived(owner.run().birth().id());
    leave(owner);
  }

  private void leave(RunOwner owner) {
    if (byRun.remove(owner.run().birth().id(), owner)) {
      giveRoom();
    }
  }

  /** A run in memory only waits; others may have its room meanwhile. */
  void giveRoom() {
    active.decrementAndGet();
    if (open && !queue.isEmpty()) {
      Thread.startVirtualThread(this::admit);
    }
  }

  /** A run in memory that only waited goes on, even beyond the bound. */
  void takeRoomBack() {
    active.incrementAndGet();
  }

  /** The run waits for long; it need not stay in memory until that time. */
  void resting(RunOwner owner, Optional<Instant> until) {
    RunQueue.Queued run = queued(owner);
    until.ifPresent(
        due ->
            services
                .timers()
                .after(Duration.between(services.time().now(), due), () -> again(run)));
    ended(owner);
  }

  /** Whether a run that waits until then need not stay in memory. */
  boolean worthForgetting(Optional<Instant> until) {
    Duration longer = byRun.size() > settings.active() / 2 ? LONG_AMONG_MANY : LONG;
    return open
        && (until.isEmpty()
            || Duration.between(services.time().now(), until.get()).compareTo(longer) > 0);
  }

  /** No call is begun any more. */
  void close() {
    open = false;
  }

  /** Waits until what every owner knows is durable; false when time is up before. */
  boolean settled(Duration atMost) {
    List<RunOwner> all = List.copyOf(byRun.values());
    CountDownLatch marks = new CountDownLatch(all.size());
    for (RunOwner owner : all) {
      if (!owner.tell(new RunMessage.Mark(marks))) {
        marks.countDown();
      }
    }
    try {
      return marks.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
