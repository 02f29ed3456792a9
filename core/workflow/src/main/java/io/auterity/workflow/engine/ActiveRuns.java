package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.time.Backoff;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.driver.InboxRules;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.ParentStep;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.store.RecoveryStore;
import io.auterity.workflow.store.RunLoadStore.Suspect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owners of the runs in memory. A run that finds no room, or waits for long, is left out; one
 * that only waits for a moment takes no room.
 */
final class ActiveRuns {

  private static final Logger LOG = LoggerFactory.getLogger(ActiveRuns.class);

  /** What a run waits at least that leaves memory. */
  private static final Duration LONG = Duration.ofSeconds(3);

  /** As much more for each event, as all are read when it comes back: a hundred times that time. */
  private static final Duration LONG_AN_EVENT = Duration.ofMillis(1);

  /** Runs that wait for room, beyond which those of other servers are left there. */
  private static final int MOST_ARRIVALS = 100_000;

  private static final int MOST_ATTEMPTS = 500;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), LONGEST_PAUSE);
  private static final Duration LONGEST_CARE = Duration.ofMinutes(1);

  /** How often runs are looked at that wait for their turn. */
  private static final Duration HELD_EVERY = Duration.ofSeconds(30);

  private static final long MOMENT = 1_000_000;

  private final EngineServices services;
  private final RunLoader runLoader;
  private final LoadMarks marks;
  private final StalledRuns stalled;
  private final RunLimits limits;
  private final BiConsumer<RunBirth, RunLimits.Cancellation> cancel;
  private final Map<UUID, RunOwner> byRun = new ConcurrentHashMap<>();
  private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();
  private final RunQueue queue;
  private final RunWakeups runWakeups;
  private final ReentrantLock loading = new ReentrantLock();
  private final Set<UUID> reserved = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean beginning = new AtomicBoolean();
  private final List<RunQueue.Queued> suspects = new ArrayList<>();
  private volatile boolean open = true;
  private volatile boolean begun;

  /**
   * None yet.
   *
   * @param cancel asks for the end of a run for another one of its workflow, or for a limit
   */
  ActiveRuns(
      EngineServices services,
      RunLoader runLoader,
      LoadMarks marks,
      StalledRuns stalled,
      RunLimits limits,
      BiConsumer<RunBirth, RunLimits.Cancellation> cancel,
      EngineSettings settings) {
    this.services = services;
    this.runLoader = runLoader;
    this.marks = marks;
    this.stalled = stalled;
    this.limits = limits;
    this.cancel = cancel;
    this.queue = new RunQueue(settings.active(), settings.queued());
    this.runWakeups = new RunWakeups(runLoader, services, queue, this::leftOut, this::takeUp);
  }

  private boolean leftOut(UUID run) {
    return !open || byRun.containsKey(run) || stalled.reason(run).isPresent();
  }

  /** Whether calls are still made. */
  boolean open() {
    return open;
  }

  /**
   * Lets every run that does something wait for room; there is none before {@link #begin()}. One
   * that only waits is left alone until it is due or told something.
   */
  void recover() {
    Set<UUID> apart = new HashSet<>();
    List<RecoveryStore.Unfinished> unfinished = runLoader.unfinished();
    for (Suspect suspect : marks.recover(unfinished)) {
      apart.add(suspect.run());
      if (suspect.alone() >= LoadMarks.MOST_EXITS) {
        stalled.addOverwhelming(suspect.run());
      } else {
        suspects.add(new RunQueue.Queued(suspect.run(), suspect.tenant()));
      }
    }
    for (RecoveryStore.Unfinished run : unfinished) {
      if (!apart.contains(run.run())) {
        queue.add(new RunQueue.Queued(run.run(), run.tenant()));
      }
    }
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
    if (!suspects.isEmpty()) {
      LOG.warn(
          "The last server ended without closing while {} runs had just been taken up; they are"
              + " taken up one at a time.",
          suspects.size());
    }
    long end = services.time().nanos() + LONGEST_CARE.toNanos();
    suspects.forEach(suspect -> alone(suspect, services.time().nanos() - end < 0));
    begun = true;
    runWakeups.watch();
    watchHeld();
    admit();
    return true;
  }

  private void alone(RunQueue.Queued suspect, boolean careful) {
    if (open) {
      queue.takeAnyway(suspect.tenant());
      resume(suspect, null);
      if (careful) {
        marks.awaitAlone(suspect.run());
      }
    }
  }

  /**
   * Takes room for a run that is about to be accepted; false when it has a place in line instead,
   * as one has that a limit counts.
   *
   * @throws CallFailedException {@code rate_limited} when there is neither
   */
  boolean takeRoom(RunBirth run) {
    UUID tenant = run.scope().tenant();
    if (begun && !run.limitKeys().mayWait() && queue.take(tenant)) {
      return true;
    }
    queue.line(tenant);
    return false;
  }

  /**
   * Takes a place in line for a run of that tenant that is about to be accepted.
   *
   * @throws CallFailedException {@code rate_limited} when there is none
   */
  void takeLine(UUID tenant) {
    queue.line(tenant);
  }

  /** A run that had a place in line was not accepted. */
  void leaveLine(UUID tenant) {
    queue.leaveLine(tenant);
  }

  /** Makes the owner of a run that has room, before any caller can see the run. */
  RunOwner prepare(LoadedRun run) {
    RunOwner owner = new RunOwner(run, services, this);
    byRun.put(run.birth().id(), owner);
    return owner;
  }

  /** Lets a run wait for room that has just been accepted. */
  void enqueue(UUID run, UUID tenant) {
    queue.addNew(new RunQueue.Queued(run, tenant));
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
    OVER
  }

  /**
   * Loads a run, for which there is room, and lets it go on.
   *
   * @param known what was read of it in the same turn; null for nothing
   */
  private Loading load(RunQueue.Queued run, @Nullable LoadedRun known) {
    UUID id = run.run();
    Loading outcome = Loading.OVER;
    loading.lock();
    try {
      RunOwner there = byRun.get(id);
      if (there != null) {
        // It may have been loaded before the message came for which it was to be loaded again.
        outcome = there.ring() ? Loading.IN_MEMORY : Loading.RESERVED;
        return outcome;
      }
      if (reserved.contains(id)) {
        outcome = Loading.RESERVED;
        return outcome;
      }
      marks.raise(List.of(id), begun ? queue.following(LoadMarks.AT_ONCE) : List.of());
      Optional<LoadedRun> loaded = read(id, known);
      if (loaded.isPresent()) {
        RunOwner owner = new RunOwner(loaded.get(), services, this);
        boolean alone = byRun.putIfAbsent(id, owner) == null;
        outcome = alone ? Loading.TOLD : Loading.IN_MEMORY;
        if (alone) {
          owner.begin(List.of(new RunMessage.Resume()));
          if (queue.remove(run)) {
            owner.ring();
          }
        }
      }
      return outcome;
    } finally {
      if (outcome != Loading.TOLD) {
        queue.give(run.tenant());
      }
      loading.unlock();
    }
  }

  private Optional<LoadedRun> read(UUID id, @Nullable LoadedRun known) {
    boolean carriedOn = false;
    try {
      Optional<LoadedRun> loaded = known == null ? runLoader.load(id) : Optional.of(known);
      if (loaded.isEmpty()) {
        runLoader.refuseMessages(id);
      }
      loaded = loaded.filter(this::mayGoOn);
      carriedOn = loaded.isPresent();
      return loaded;
    } finally {
      if (!carriedOn) {
        marks.survived(id);
      }
    }
  }

  // One whose end is asked for takes no turn.
  private boolean mayGoOn(LoadedRun loaded) {
    RunBirth run = loaded.birth();
    if ((!run.limitKeys().mayWait() && !loaded.noted())
        || loaded.progress().phase() != RunPhase.QUEUED
        || loaded.messages().stream().anyMatch(m -> m.kind() == InboxMessage.Kind.CANCEL)) {
      return true;
    }
    if (loaded.noted()) {
      return false;
    }
    RunLimits.Turn turn = limits.turn(loaded, limited(run), services.time().now());
    if (turn.now()) {
      Thread.startVirtualThread(() -> letNext(run));
    } else {
      boolean itself = turn.cancelled().stream().anyMatch(one -> one.run().equals(run.id()));
      hold(loaded, itself ? services.time().now().plus(HELD_EVERY) : turn.settles());
      turn.cancelled().forEach(other -> Thread.startVirtualThread(() -> cancel.accept(run, other)));
    }
    return turn.now();
  }

  private void hold(LoadedRun loaded, @Nullable Instant until) {
    RunBirth run = loaded.birth();
    if (until != null) {
      runWakeups.set(new RunQueue.Queued(run.id(), run.scope().tenant()), until);
    }
    if (!Objects.equals(until, loaded.due())) {
      runLoader.hold(services.journal().epoch(), run.id(), until);
    }
  }

  /** The runs in memory that count for the same limit by the same key. */
  private List<UUID> limited(RunBirth run) {
    return byRun.values().stream()
        .map(owner -> owner.run().birth())
        .filter(
            other ->
                Objects.equals(other.limitKey(), run.limitKey())
                    && other.workflow().equals(run.workflow())
                    && other.scope().equals(run.scope()))
        .map(RunBirth::id)
        .toList();
  }

  /** Lets the next run begin that waits for its turn behind one. */
  void letNext(RunBirth run) {
    if (open && run.limitKey() != null) {
      try {
        limits
            .next(run, Stream.concat(limited(run).stream(), Stream.of(run.id())).toList())
            .ifPresent(next -> takeUp(List.of(new RunQueue.Queued(next, run.scope().tenant()))));
      } catch (CallFailedException e) {
        LOG.debug("The run that follows {} is looked for later.", run.id(), e);
      }
    }
  }

  // A limit may have changed, or gone.
  private void watchHeld() {
    if (!open) {
      return;
    }
    try {
      takeUp(
          limits.held().stream()
              .map(held -> new RunQueue.Queued(held.run(), held.tenant()))
              .toList());
    } catch (CallFailedException e) {
      LOG.debug("Runs that wait for their turn are looked for later.", e);
    } finally {
      services.timers().after(HELD_EVERY, this::watchHeld);
    }
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
        throw new CallFailedException(
            FailureCode.CONFLICT,
            "the run %s is carried on".formatted(Invocation.RUN_ID.write(id)));
      }
      if (!reserved.add(id)) {
        throw new CallFailedException(
            FailureCode.CONFLICT,
            "the run %s is just being repaired or ended".formatted(Invocation.RUN_ID.write(id)));
      }
    } finally {
      loading.unlock();
    }
  }

  void release(UUID id) {
    reserved.remove(id);
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

  private void again(RunQueue.Queued run) {
    queue.add(run);
    admit();
  }

  private static RunQueue.Queued queued(RunOwner owner) {
    return new RunQueue.Queued(owner.run().birth().id(), owner.run().birth().scope().tenant());
  }

  /**
   * Has a run take the messages of its inbox that wait. One that is not in memory takes its turn.
   *
   * @param urgent whether it is loaded at once, even beyond the bound
   */
  void wake(RunQueue.Queued run, boolean urgent) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS && !woken(run, urgent); attempt++) {
      LockSupport.parkNanos(MOMENT);
    }
  }

  /** False while it is just leaving memory, or being repaired or ended. */
  private boolean woken(RunQueue.Queued run, boolean urgent) {
    RunOwner owner = byRun.get(run.run());
    return owner == null ? wakeFromRows(run, urgent) : owner.ring();
  }

  private boolean wakeFromRows(RunQueue.Queued run, boolean urgent) {
    if (!urgent) {
      takeUp(List.of(run));
      return true;
    }
    queue.takeAnyway(run.tenant());
    try {
      Loading outcome = load(run, null);
      return outcome == Loading.TOLD || outcome == Loading.OVER;
    } catch (CallFailedException | UnreadableException e) {
      LOG.debug("The messages to the run {} wait.", run.run(), e);
      return true;
    }
  }

  /** As {@link #wake}, once runs have begun and if it can be now; a stalled run is left alone. */
  void wakeStored(RunQueue.Queued run, boolean urgent) {
    if (open && begun && stalled.reason(run.run()).isEmpty() && !woken(run, urgent)) {
      LOG.debug("The messages to the run {} are looked at again.", run.run());
    }
  }

  /** Messages that wait for a run; none while the database is away. */
  List<InboxMessage> messages(UUID run) {
    try {
      return runLoader.messages(run);
    } catch (CallFailedException e) {
      LOG.debug("The messages to the run {} are read later.", run, e);
      return List.of();
    }
  }

  /**
   * Signals of a name that wait for a run, the oldest first.
   *
   * @throws CallFailedException {@code unavailable} when the database is
   */
  List<InboxMessage> signals(UUID run, String name, int most) {
    return runLoader.signals(run, name, most);
  }

  /** Keeps messages that nothing in a run waits for yet; if it cannot, they are told of again. */
  void keep(UUID run, List<UUID> messages) {
    try {
      runLoader.keep(services.journal().epoch(), run, messages);
    } catch (CallFailedException e) {
      LOG.debug("The run {} is told again of messages for which nothing waits.", run, e);
    }
  }

  static CallFailedException over(UUID run) {
    return new CallFailedException(FailureCode.CONFLICT, InboxRules.over(run));
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
    leave(owner);
    services.timers().after(PAUSES.after(times - 1), () -> again(queued(owner)));
  }

  /** The run has got further since it was loaded. */
  void progressed(RunOwner owner) {
    marks.survived(owner.run().birth().id());
  }

  /** The run is over, or is no longer carried on here. */
  void ended(RunOwner owner) {
    survived(owner);
    tellParent(owner.run().birth());
    if (owner.run().birth().limitKey() != null) {
      Thread.startVirtualThread(() -> letNext(owner.run().birth()));
    }
  }

  private void survived(RunOwner owner) {
    failures.remove(owner.run().birth().id());
    marks.survived(owner.run().birth().id());
    leave(owner);
  }

  // The end of its run waits in the inbox of a parent.
  private void tellParent(RunBirth birth) {
    ParentStep parent = birth.parent();
    if (parent != null && open) {
      Thread.startVirtualThread(
          () -> wake(new RunQueue.Queued(parent.run(), birth.scope().tenant()), false));
    }
  }

  private void leave(RunOwner owner) {
    if (byRun.remove(owner.run().birth().id(), owner)) {
      giveRoom(owner);
    }
  }

  /** A run in memory only waits; others may have its room meanwhile. */
  void giveRoom(RunOwner owner) {
    queue.give(queued(owner).tenant());
    if (open && queue.size() > 0) {
      Thread.startVirtualThread(this::admit);
    }
  }

  /** A run in memory that only waited goes on, even beyond the bound. */
  void takeRoomBack(RunOwner owner) {
    queue.takeAnyway(queued(owner).tenant());
  }

  /** The run only waits, as its row tells: it leaves memory until that time. */
  void resting(RunOwner owner, Instant due) {
    survived(owner);
    runWakeups.set(queued(owner), due);
  }

  /** Whether a run of so many events that waits until then need not stay in memory. */
  boolean worthForgetting(Instant due, int events) {
    return Duration.between(services.time().now(), due)
            .compareTo(LONG.plus(LONG_AN_EVENT.multipliedBy(events)))
        > 0;
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
