package io.auterity.workflow.trigger;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox.Subscriber;
import io.auterity.spi.CallFailedException;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Events that happen, as triggers take them: what each starts is noted in one transaction, so that
 * an event that is delivered again, in whichever process, finds what it has started.
 */
public final class TriggerEvents implements Subscriber {

  private static final int REMEMBERED = 1_000;
  private static final String OF_TRIGGERS = "io.auterity.trigger.";

  private final TriggerParts parts;
  private final Runnable noted;
  private final NotedStarts starts;
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
  private record Compiled(TriggerRow row, EventCondition condition) {}

  /**
   * @param noted told when runs are to begin
   */
  public TriggerEvents(TriggerParts parts, Runnable noted) {
    this.parts = parts;
    this.noted = noted;
    this.starts = new NotedStarts(parts);
  }

  @Override
  public String name() {
    return "triggers";
  }

  @Override
  public boolean wants(String type) {
    return !type.startsWith(OF_TRIGGERS);
  }

  @Override
  public void receive(CloudEvent event) {
    boolean some =
        parts
            .database()
            .inTenant(
                event.scope(),
                tx -> {
                  boolean taken = false;
                  for (TriggerRow trigger : store.waiting(tx)) {
                    taken |= take(tx, trigger, event);
                  }
                  return taken;
                });
    if (some) {
      noted.run();
    }
  }

  private boolean take(Transaction tx, TriggerRow trigger, CloudEvent event) {
    try {
      EventCondition condition = condition(trigger);
      if (condition.against(event) != null) {
        return false;
      }
      starts.note(tx, trigger, condition, event);
      return true;
    } catch (CallFailedException e) {
      starts.failed(tx, trigger.id(), trigger.name(), e.failure().message(), true);
      return false;
    }
  }

  private EventCondition condition(TriggerRow trigger) {
    Compiled known = compiled.get(trigger.id());
    if (known != null && known.row().updated().equals(trigger.updated())) {
      return known.condition();
    }
    EventCondition made = EventCondition.of(trigger.type(), trigger.when(), trigger.input());
    compiled.put(trigger.id(), new Compiled(trigger, made));
    return made;
  }
}
