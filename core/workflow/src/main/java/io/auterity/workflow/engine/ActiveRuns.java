package io.auterity.workflow.engine;

import io.auterity.platform.time.Backoff;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.driver.InboxRules;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.ParentStep;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.live.RunProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
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

  private static final int MOST_ATTEMPTS = 500;
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private static final long MOMENT = 1_000_000;

  private final EngineServices services;
  private final RunLoader runLoader;
  private final LoadMarks marks;
  private final StalledRuns stalled;
  private final Map<UUID, RunOwner> byRun = new ConcurrentHashMap<>();
  private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();
  final RunQueue queue;
  final RunAdmission admission;

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
      EngineCarriers carriers,
      BiConsumer<RunBirth, RunLimits.Cancellation> cancel,
      EngineSettings settings) {
    this.services = services;
    this.runLoader = runLoader;
    this.marks = marks;
    this.stalled = stalled;
    this.queue = new RunQueue(settings.active(), settings.queued());
    this.admission =
        new RunAdmission(
            services,
            runLoader,
            marks,
            stalled,
            limits,
            carriers,
            queue,
            byRun,
            this::owner,
            cancel);
  }

  /** Whether calls are still made. */
  boolean open() {
    return admission.open();
  }

  /** Makes the owner of a run that has room, before any caller can see the run. */
  RunOwner prepare(LoadedRun run) {
    RunOwner owner = owner(run);
    byRun.put(run.birth().id(), owner);
    return owner;
  }

  private RunOwner owner(LoadedRun run) {
    return new RunOwner(run, services, this);
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
    if (urgent) {
      return admission.loadUrgent(run);
    }
    admission.takeUp(List.of(run));
    return true;
  }

  /** As {@link #wake}, once runs have begun and if it can be now; a stalled run is left alone. */
  void wakeStored(RunQueue.Queued run, boolean urgent) {
    if (admission.underWay() && stalled.reason(run.run()).isEmpty() && !woken(run, urgent)) {
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
    services.timers().after(PAUSES.after(times - 1), () -> admission.again(queued(owner)));
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
      Thread.startVirtualThread(() -> admission.turns.letNext(owner.run().birth()));
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
    if (parent != null && open()) {
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
    if (open() && queue.size() > 0) {
      Thread.startVirtualThread(admission::admit);
    }
  }

  /** A run in memory that only waited goes on, even beyond the bound. */
  void takeRoomBack(RunOwner owner) {
    queue.takeAnyway(queued(owner).tenant());
  }

  /** The run only waits, as its row tells: it leaves memory until that time. */
  void resting(RunOwner owner, Instant due) {
    survived(owner);
    admission.runWakeups.set(queued(owner), due);
  }

  /** Whether a run of so many events that waits until then need not stay in memory. */
  boolean worthForgetting(Instant due, int events) {
    return Duration.between(services.time().now(), due)
            .compareTo(LONG.plus(LONG_AN_EVENT.multipliedBy(events)))
        > 0;
  }

  /** No call is begun any more. */
  void close() {
    admission.close();
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
