package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.event.AwaitedEvent;
import io.auterity.workflow.journal.RunBirth;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores which steps of one run await events, once it is durable that they do. Until that is stored
 * the run may not leave memory, so that a crash in between is found out by its load.
 */
final class EventWaits {

  private static final Logger LOG = LoggerFactory.getLogger(EventWaits.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LoadedRun run;
  private final EngineServices services;
  private final RunOwner owner;
  private final Set<StepKey> storing = ConcurrentHashMap.newKeySet();

  /** How waits are stored; what fails is told by {@link CallFailedException}. */
  @FunctionalInterface
  interface Store {

    /**
     * Stores that a step awaits an event, unless it is stored; one that is kept already is put into
     * the inbox of the run.
     *
     * @param step its key
     * @param began when it began to wait, also before a crash
     */
    void add(RunBirth run, String step, AwaitedEvent awaited, Instant began);
  }

  EventWaits(LoadedRun run, EngineServices services, RunOwner owner) {
    this.run = run;
    this.services = services;
    this.owner = owner;
  }

  /** Whether nothing is left to be stored. */
  boolean idle() {
    return storing.isEmpty();
  }

  /** It is stored as soon as what led to it is durable. */
  void expect(StepKey step) {
    storing.add(step);
  }

  void add(StepKey step) {
    Json asked = run.state().request(step);
    if (asked == null) {
      stored(step);
      return;
    }
    AwaitedEvent awaited = AwaitedEvent.read((Json.Obj) asked);
    Instant began = Objects.requireNonNullElseGet(run.state().began(step), services.time()::now);
    Thread.startVirtualThread(() -> add(step, awaited, began));
  }

  private void add(StepKey step, AwaitedEvent awaited, Instant began) {
    try {
      services.waits().add(run.birth(), step.text(run.workflow()), awaited, began);
    } catch (CallFailedException e) {
      services.timers().after(PAUSE, () -> addLater(step, awaited, began));
      LOG.debug("That a step of {} awaits an event is stored later.", run.birth().id(), e);
      return;
    } catch (RuntimeException e) {
      services.timers().after(PAUSE, () -> addLater(step, awaited, began));
      LOG.error("That a step of {} awaits an event cannot be stored.", run.birth().id(), e);
      return;
    }
    stored(step);
  }

  private void addLater(StepKey step, AwaitedEvent awaited, Instant began) {
    Thread.startVirtualThread(() -> add(step, awaited, began));
  }

  private void stored(StepKey step) {
    storing.remove(step);
    owner.tellHere(new RunMessage.Stored());
  }
}
