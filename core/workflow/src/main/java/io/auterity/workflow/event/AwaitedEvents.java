package io.auterity.workflow.event;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox.Subscriber;
import io.auterity.platform.time.Time;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.store.EventWaitStore;
import io.auterity.workflow.store.EventWaitStore.Kept;
import io.auterity.workflow.store.EventWaitStore.Wait;
import io.auterity.workflow.store.RunInboxStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Tells runs of the events that their steps await, also of one that came before its step began. A
 * step that begins to wait and an event of its type take the same lock, so that neither misses the
 * other. Each run gets an event once. Events are kept for a while whose type the definition of a
 * run awaits, which is stored before the run is.
 *
 * @param stored told that messages to runs are stored
 */
public record AwaitedEvents(Database database, Time time, Runnable stored) implements Subscriber {

  /** How long events are kept for steps that begin to wait later. */
  public static final Duration KEPT = Duration.ofDays(7);

  @Override
  public boolean wants(String type) {
    return true;
  }

  @Override
  public void receive(CloudEvent event) {
    boolean some =
        database.inTenant(
            event.scope(),
            tx -> {
              // Most events are awaited by no step.
              if (!EventWaitStore.awaited(tx, event.type())) {
                return false;
              }
              EventWaitStore.lock(tx, event.type());
              EventWaitStore.keep(tx, event);
              List<Wait> waits = EventWaitStore.waits(tx, event.type(), event.subject());
              waits.forEach(wait -> tell(tx, wait, event.id(), StoredJson.stored(event.bytes())));
              return !waits.isEmpty();
            });
    if (some) {
      stored.run();
    }
  }

  /**
   * Stores that a step awaits an event, or tells it of one that is kept.
   *
   * @param began when the step began to wait
   */
  public void add(RunBirth run, String step, AwaitedEvent what, Instant began) {
    Wait wait = new Wait(run.id(), step, what.type(), what.key());
    Instant since = what.sinceRun() ? run.created() : began;
    boolean told =
        database.inTenant(
            run.scope(),
            tx -> {
              EventWaitStore.lock(tx, what.type());
              EventWaitStore.add(tx, wait);
              return EventWaitStore.first(tx, wait, since)
                  .map(kept -> tell(tx, wait, kept))
                  .orElse(false);
            });
    if (told) {
      stored.run();
    }
  }

  private static boolean tell(Transaction tx, Wait wait, Kept kept) {
    tell(tx, wait, kept.id(), kept.event());
    return true;
  }

  private static void tell(Transaction tx, Wait wait, UUID event, StoredJson said) {
    UUID id = UUID.nameUUIDFromBytes((wait.run() + "/" + event).getBytes(StandardCharsets.UTF_8));
    InboxMessage message =
        new InboxMessage(id, InboxMessage.Kind.EVENT, wait.step(), said, event.toString());
    switch (RunInboxStore.put(tx, wait.run(), message, true)) {
      case STORED, OVER, UNKNOWN -> EventWaitStore.end(tx, wait);
      case FULL -> {}
    }
  }

  /** Forgets events that are kept no longer. */
  public void forget() {
    Instant until = time.now().minus(KEPT);
    int forgotten;
    do {
      forgotten = database.asEngine(EngineJob.JOURNAL, tx -> EventWaitStore.forget(tx, until));
    } while (forgotten > 0);
  }
}
