package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The turns of runs that a limit of their workflow lets run some at a time. */
final class RunTurns {

  private static final Logger LOG = LoggerFactory.getLogger(RunTurns.class);

  /** How often runs are looked at that wait for their turn. */
  private static final Duration HELD_EVERY = Duration.ofSeconds(30);

  private final EngineServices services;
  private final RunLoader runLoader;
  private final RunLimits limits;
  private final RunWakeups runWakeups;
  private final Collection<RunOwner> inMemory;
  private final BooleanSupplier open;
  private final BiConsumer<RunBirth, RunLimits.Cancellation> cancel;
  private final Consumer<Collection<RunQueue.Queued>> takeUp;

  /**
   * The turns of the runs that this server carries on.
   *
   * @param inMemory the owners of runs in memory, as they are at each look
   * @param open whether runs are carried on still
   * @param cancel asks for the end of a run for another one of its workflow, or for a limit
   * @param takeUp is given those whose turn it is
   */
  RunTurns(
      EngineServices services,
      RunLoader runLoader,
      RunLimits limits,
      RunWakeups runWakeups,
      Collection<RunOwner> inMemory,
      BooleanSupplier open,
      BiConsumer<RunBirth, RunLimits.Cancellation> cancel,
      Consumer<Collection<RunQueue.Queued>> takeUp) {
    this.services = services;
    this.runLoader = runLoader;
    this.limits = limits;
    this.runWakeups = runWakeups;
    this.inMemory = inMemory;
    this.open = open;
    this.cancel = cancel;
    this.takeUp = takeUp;
  }

  /** Whether a run that was loaded may go on now. One whose end is asked for takes no turn. */
  boolean mayGoOn(LoadedRun loaded) {
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
      // Those before it are about to begin, though their rows may not say so yet.
      Thread.startVirtualThread(() -> letNext(run, true));
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

  // The runs in memory that count for the same limit by the same key.
  private List<UUID> limited(RunBirth run) {
    return inMemory.stream()
        .map(owner -> owner.run().birth())
        .filter(
            other ->
                Objects.equals(other.limitKey(), run.limitKey())
                    && other.workflow().equals(run.workflow())
                    && other.scope().equals(run.scope()))
        .map(RunBirth::id)
        .toList();
  }

  /** Lets the next run begin that waits for its turn, as one is over. */
  void letNext(RunBirth over) {
    letNext(over, false);
  }

  private void letNext(RunBirth run, boolean behind) {
    if (open.getAsBoolean() && run.limitKey() != null) {
      try {
        limits
            .next(run, Stream.concat(limited(run).stream(), Stream.of(run.id())).toList(), behind)
            .ifPresent(
                next -> takeUp.accept(List.of(new RunQueue.Queued(next, run.scope().tenant()))));
      } catch (CallFailedException e) {
        LOG.debug("The run that follows {} is looked for later.", run.id(), e);
      }
    }
  }

  /** Looks for the runs that wait, again and again: a limit may have changed, or gone. */
  void watch() {
    if (!open.getAsBoolean()) {
      return;
    }
    try {
      takeUp.accept(
          limits.held().stream()
              .map(held -> new RunQueue.Queued(held.run(), held.tenant()))
              .toList());
    } catch (CallFailedException e) {
      LOG.debug("Runs that wait for their turn are looked for later.", e);
    } finally {
      services.timers().after(HELD_EVERY, this::watch);
    }
  }
}
