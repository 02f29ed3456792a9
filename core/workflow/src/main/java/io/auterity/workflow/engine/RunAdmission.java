package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.store.RecoveryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admission of runs to memory: loads those for which there is room, each once. */
final class RunAdmission {

  private static final Logger LOG = LoggerFactory.getLogger(RunAdmission.class);

  /** Runs that wait for room, beyond which those of other servers are left there. */
  private static final int MOST_ARRIVALS = 100_000;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final EngineServices services;
  private final RunLoader runLoader;
  private final LoadMarks marks;
  private final StalledRuns stalled;
  private final EngineCarriers carriers;
  private final RunQueue queue;
  final RunWakeups runWakeups;
  final RunTurns turns;
  private final Map<UUID, RunOwner> byRun;
  private final Function<LoadedRun, RunOwner> owners;
  private final ReentrantLock loading = new ReentrantLock();
  final RunReservations reserved = new RunReservations();
  private final AtomicBoolean beginning = new AtomicBoolean();
  private final SuspectedRuns suspects;
  private final CarriedSweep carriedSweep;
  private volatile boolean open = true;
  private volatile boolean begun;

  /**
   * Nothing is admitted before {@link #begin()}.
   *
   * @param byRun the owners of the runs in memory, to which those are added that are loaded
   * @param owners makes the owner of a run
   * @param cancel asks for the end of a run for another one of its workflow, or for a limit
   */
  RunAdmission(
      EngineServices services,
      RunLoader runLoader,
      LoadMarks marks,
      StalledRuns stalled,
      RunLimits limits,
      EngineCarriers carriers,
      RunQueue queue,
      Map<UUID, RunOwner> byRun,
      Function<LoadedRun, RunOwner> owners,
      BiConsumer<RunBirth, RunLimits.Cancellation> cancel) {
    this.services = services;
    this.runLoader = runLoader;
    this.marks = marks;
    this.stalled = stalled;
    this.carriers = carriers;
    this.queue = queue;
    this.byRun = byRun;
    this.owners = owners;
    this.suspects = new SuspectedRuns(marks, stalled, services.time());
    this.runWakeups = new RunWakeups(runLoader, services, queue, this::leftOut, this::takeUp);
    this.turns =
        new RunTurns(
            services,
            runLoader,
            limits,
            runWakeups,
            byRun.values(),
            this::open,
            cancel,
            this::takeUp);
    this.carriedSweep =
        new CarriedSweep(
            last -> runLoader.carried(last, CarriedSweep.PAGE),
            carriers,
            run -> stalled.reason(run).isPresent(),
            runLoader::readable,
            services.timers(),
            this::open);
  }

  private boolean leftOut(UUID run) {
    return !open || byRun.containsKey(run) || stalled.reason(run).isPresent();
  }

  /** Whether runs are carried on still. */
  boolean open() {
    return open;
  }

  /** Whether runs have begun and are carried on still. */
  boolean underWay() {
    return open && begun;
  }

  /** Nothing is admitted any more. */
  void close() {
    open = false;
  }

  /**
   * Lets every run that does something wait for room; there is none before {@link #begin()}. One
   * that only waits is left alone until it is due or told something.
   */
  void recover() {
    List<RecoveryStore.Unfinished> unfinished = runLoader.unfinished();
    suspects
        .setApart(unfinished)
        .forEach(run -> queue.add(new RunQueue.Queued(run.run(), run.tenant())));
    if (!unfinished.isEmpty()) {
      LOG.info("{} runs go on.", unfinished.size());
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
    suspects.takeUp(this::open, this::resumeAnyway);
    begun = true;
    runWakeups.watch();
    turns.watch();
    carriedSweep.begin();
    admit();
    return true;
  }

  private void resumeAnyway(RunQueue.Queued run) {
    queue.takeAnyway(run.tenant());
    resume(run, null);
  }

  /**
   * Takes room for a run that is about to be accepted; false when it has a place in line instead,
   * as one has that a limit counts, or that another carrier carries on.
   *
   * @throws CallFailedException {@code rate_limited} when there is neither
   */
  boolean takeRoom(RunBirth run) {
    UUID tenant = run.scope().tenant();
    boolean here = run.carrier() == null && !run.limitKeys().mayWait();
    if (begun && here && queue.take(tenant)) {
      return true;
    }
    queue.line(tenant);
    return false;
  }

  /** Loads the runs for which there is room, some at one time. */
  void admit() {
    boolean more = true;
    while (more) {
      List<RunQueue.Queued> alone = new ArrayList<>();
      loading.lock();
      try {
        List<RunQueue.Queued> some = next();
        more = !some.isEmpty();
        alone.addAll(resumeShort(some));
      } finally {
        loading.unlock();
      }
      alone.forEach(run -> resume(run, null));
    }
  }

  /** Lets those of some runs go on that can be read at one time; the others. */
  private List<RunQueue.Queued> resumeShort(List<RunQueue.Queued> some) {
    Map<UUID, LoadedRun> read = readAhead(some);
    some.stream()
        .filter(run -> read.containsKey(run.run()))
        .forEach(run -> resume(run, read.get(run.run())));
    return some.stream().filter(run -> !read.containsKey(run.run())).toList();
  }

  private List<RunQueue.Queued> next() {
    List<RunQueue.Queued> some = new ArrayList<>();
    RunQueue.Queued next = open && begun ? queue.admit() : null;
    while (next != null) {
      some.add(next);
      next = some.size() < LoadMarks.AT_ONCE ? queue.admit() : null;
    }
    return some;
  }

  // None of them is loaded otherwise meanwhile.
  private Map<UUID, LoadedRun> readAhead(List<RunQueue.Queued> some) {
    List<UUID> ids =
        some.stream()
            .map(RunQueue.Queued::run)
            .filter(id -> !byRun.containsKey(id) && !reserved.contains(id))
            .filter(services.journal()::leads)
            .toList();
    if (ids.size() < 2) {
      return Map.of();
    }
    try {
      marks.raise(ids, queue.following(LoadMarks.AT_ONCE));
      return runLoader.loadShort(ids);
    } catch (RuntimeException | Error e) {
      LOG.debug("Runs are read one by one.", e);
      return Map.of();
    }
  }

  private void resume(RunQueue.Queued run, @Nullable LoadedRun read) {
    UUID id = run.run();
    if (!services.journal().leads(id)) {
      queue.give(run.tenant());
      services.timers().after(Duration.ofSeconds(1), () -> again(run));
      return;
    }
    try {
      if (load(run, read) == Loading.RESERVED) {
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

  /** The outcome of an attempt to load a run. */
  private enum Loading {
    TOLD,
    IN_MEMORY,
    RESERVED,
    CARRIED,
    OVER
  }

  /**
   * Loads a run, for which there is room, and lets it go on; one that another carrier carries on is
   * told to look at what waits for it.
   *
   * @param known what was read of it in the same turn; null for nothing
   */
  private Loading load(RunQueue.Queued run, @Nullable LoadedRun known) {
    UUID id = run.run();
    Loading outcome = Loading.CARRIED;
    try {
      Optional<String> carrier = carrier(id, false);
      outcome = carrier.isPresent() ? outcome : loadHere(run, known);
      if (outcome == Loading.CARRIED) {
        // Whatever becomes of it there, it does not end this server.
        marks.survived(id);
        carrier.or(() -> carrier(id, true)).ifPresent(name -> carriers.ring(name, id));
      }
      return outcome;
    } finally {
      if (outcome != Loading.TOLD) {
        queue.give(run.tenant());
      }
    }
  }

  private Optional<String> carrier(UUID id, boolean queued) {
    return carriers.none() ? Optional.empty() : runLoader.carrier(id, queued);
  }

  private Loading loadHere(RunQueue.Queued run, @Nullable LoadedRun known) {
    UUID id = run.run();
    loading.lock();
    try {
      RunOwner there = byRun.get(id);
      if (there != null) {
        // It may have been loaded before the message came for which it was to be loaded again.
        return there.ring() ? Loading.IN_MEMORY : Loading.RESERVED;
      }
      if (reserved.contains(id)) {
        return Loading.RESERVED;
      }
      marks.raise(List.of(id), begun ? queue.following(LoadMarks.AT_ONCE) : List.of());
      return read(id, known).map(loaded -> takeUp(run, loaded)).orElse(Loading.OVER);
    } finally {
      loading.unlock();
    }
  }

  private Loading takeUp(RunQueue.Queued run, LoadedRun loaded) {
    String carrier = loaded.birth().carrier();
    if (carrier != null) {
      carriers.awaited(carrier);
      return Loading.CARRIED;
    }
    RunOwner owner = owners.apply(loaded);
    if (byRun.putIfAbsent(run.run(), owner) != null) {
      return Loading.IN_MEMORY;
    }
    owner.begin(List.of(new RunMessage.Resume()));
    if (queue.remove(run)) {
      owner.ring();
    }
    return Loading.TOLD;
  }

  private Optional<LoadedRun> read(UUID id, @Nullable LoadedRun known) {
    boolean carriedOn = false;
    try {
      Optional<LoadedRun> loaded = known == null ? runLoader.load(id) : Optional.of(known);
      if (loaded.isEmpty()) {
        runLoader.refuseMessages(id);
      }
      loaded = loaded.filter(turns::mayGoOn);
      carriedOn = loaded.isPresent();
      return loaded;
    } finally {
      if (!carriedOn) {
        marks.survived(id);
      }
    }
  }

  /** Lets runs go on that stood still, or whose time has come. */
  void takeUp(Collection<RunQueue.Queued> some) {
    some.forEach(queue::add);
    if (!some.isEmpty()) {
      Thread.startVirtualThread(this::admit);
    }
  }

  /**
   * Takes up runs that other servers have accepted, once runs have begun and while some may wait.
   */
  void takeArrivals(RunArrivals arrivals) {
    List<RunQueue.Queued> some = List.of();
    do {
      boolean room = open && begun && queue.size() < MOST_ARRIVALS;
      some = room ? arrivals.take(services.journal().epoch()) : List.of();
      takeUp(some);
    } while (!some.isEmpty());
  }

  /** Loads a run at once, even beyond the bound; false when its messages have to be told again. */
  boolean loadUrgent(RunQueue.Queued run) {
    queue.takeAnyway(run.tenant());
    try {
      Loading outcome = load(run, null);
      return outcome != Loading.IN_MEMORY && outcome != Loading.RESERVED;
    } catch (CallFailedException | UnreadableException e) {
      LOG.debug("The messages to the run {} wait.", run.run(), e);
      return true;
    }
  }

  /** Lets a run go on, for which there may be room. */
  void again(RunQueue.Queued run) {
    queue.add(run);
    admit();
  }

  /**
   * Reserves a run that is not being carried on: it is not taken up until it is released.
   *
   * @throws CallFailedException {@code conflict} when it is carried on, or reserved already
   */
  void reserve(UUID id) {
    loading.lock();
    try {
      if (byRun.containsKey(id)) {
        throw RunReservations.carriedOn(id);
      }
      reserved.add(id);
    } finally {
      loading.unlock();
    }
  }
}
