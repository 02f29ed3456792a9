package io.auterity.workflow.trigger;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox.Subscriber;
import io.auterity.spi.CallFailedException;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerStore;
import io.auterity.workflow.trigger.store.TriggerStore.Waiting;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that happen, as triggers take them: what each starts is noted in one transaction of its
 * own, so that an event that is delivered again, in whichever process, finds what it has started,
 * and what ails one trigger keeps nothing from the others.
 */
public final class TriggerEvents implements Subscriber {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerEvents.class);
  private static final int REMEMBERED = 2_000;

  private final TriggerParts parts;
  private final Runnable noted;
  private final TriggerStartLog starts;
  private final TriggerStore store = new TriggerStore();
  private final Map<UUID, Compiled> compiled =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, Compiled> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** What a version of a trigger says. */
  private record Compiled(Instant updated, EventCondition condition) {}

  /**
   * @param noted told when runs are to begin
   */
  public TriggerEvents(TriggerParts parts, Runnable noted) {
    this.parts = parts;
    this.noted = noted;
    this.starts = new TriggerStartLog(parts);
  }

  @Override
  public boolean wants(String type) {
    return true;
  }

  @Override
  public void receive(CloudEvent event) {
    boolean some = false;
    RuntimeException fault = null;
    for (Waiting trigger : waiting(event)) {
      try {
        some |= takes(trigger, event);
      } catch (RuntimeException e) {
        LOG.error("Trigger {} could not take event {}", trigger.id(), event.id(), e);
        fault = e;
      }
    }
    if (some) {
      noted.run();
    }
    if (fault != null) {
      throw fault;
    }
  }

  private Iterable<Waiting> waiting(CloudEvent event) {
    return parts.inTenant(event.scope(), tx -> store.waiting(tx, event.type()));
  }

  private boolean takes(Waiting trigger, CloudEvent event) {
    EventCondition known = known(trigger);
    if (known != null && known.against(trigger.id(), event) != null) {
      return false;
    }
    return parts.inTenant(
        event.scope(),
        tx -> {
          Optional<TriggerRow> row = store.locked(tx, trigger.id());
          return row.isPresent()
              && row.get().state() == TriggerRow.State.ACTIVE
              && noted(tx, row.get(), event);
        });
  }

  private boolean noted(Transaction tx, TriggerRow trigger, CloudEvent event) {
    try {
      EventCondition condition = condition(trigger);
      if (condition.against(trigger.id(), event) != null) {
        return false;
      }
      starts.note(tx, trigger, condition, event);
      return true;
    } catch (CallFailedException e) {
      starts.failed(tx, trigger.id(), e.failure().message(), true);
      return false;
    }
  }

  private @Nullable EventCondition known(Waiting trigger) {
    Compiled known = compiled.get(trigger.id());
    return known != null && known.updated().equals(trigger.updated()) ? known.condition() : null;
  }

  private EventCondition condition(TriggerRow trigger) {
    EventCondition known = known(new Waiting(trigger.id(), trigger.updated()));
    if (known != null) {
      return known;
    }
    EventCondition made = EventCondition.of(trigger);
    compiled.put(trigger.id(), new Compiled(trigger.updated(), made));
    return made;
  }
}
