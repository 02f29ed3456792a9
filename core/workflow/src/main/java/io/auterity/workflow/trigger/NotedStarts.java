package io.auterity.workflow.trigger;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.id.WireId;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.Json;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.StartStore;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerStore;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notes which runs are to begin, each cause once, and how triggers fare. The id of a run is made of
 * its trigger and its cause and noted before it begins.
 */
final class NotedStarts {

  /** So many failures in a row stop a trigger. */
  static final int MOST_FAILURES = 10;

  private static final String STOPPED = "io.auterity.trigger.stopped.v1";

  private final TriggerParts parts;
  private final StartStore starts = new StartStore();
  private final TriggerStore triggers = new TriggerStore();

  NotedStarts(TriggerParts parts) {
    this.parts = parts;
  }

  /** Notes the run of an event that a trigger takes; one whose input cannot be made is given up. */
  void note(Transaction tx, TriggerRow trigger, EventCondition condition, CloudEvent event) {
    Json.Obj input = null;
    String problem = null;
    try {
      input = condition.input(event);
      problem = InputBound.problem(input).orElse(null);
    } catch (EvaluationException e) {
      problem = "input: " + e.getMessage();
    }
    Instant now = parts.time().now();
    UUID id = parts.ids().next();
    String cause = event.id().toString();
    StartRow start =
        new StartRow(
            id,
            cause,
            run(id, trigger.id(), cause),
            event.subject(),
            now,
            0,
            problem == null ? null : now,
            problem);
    if (starts.note(tx, trigger.id(), start, problem == null ? input : null) && problem != null) {
      failed(tx, trigger.id(), trigger.name(), problem, true);
    }
  }

  // The time in front is when it was first noted; by it runs are found again.
  private static UUID run(UUID noted, UUID trigger, String cause) {
    ByteBuffer both = ByteBuffer.wrap(Sha256.of(trigger + "/" + cause));
    long high = (noted.getMostSignificantBits() & ~0xfffL) | (both.getLong() & 0xfffL);
    return new UUID(high, 0x8000000000000000L | (both.getLong() >>> 2));
  }

  /** Notes that a run has begun, or why it is given up. */
  void settle(Transaction tx, StartRow.Claimed start, @Nullable String problem) {
    boolean settled =
        starts.settle(tx, start.trigger(), start.cause(), problem, parts.time().now());
    if (settled && problem == null) {
      triggers.well(tx, start.trigger());
    } else if (settled && problem != null) {
      failed(tx, start.trigger(), start.name(), problem, true);
    }
  }

  /** Notes why a trigger cannot do what it should; after many in a row it stops, and says so. */
  void failed(Transaction tx, UUID trigger, String name, String problem, boolean counts) {
    Instant now = parts.time().now();
    if (triggers.failed(tx, trigger, problem, counts, MOST_FAILURES, now)) {
      UUID id = parts.ids().next();
      triggers
          .locked(tx, trigger)
          .ifPresent(
              row ->
                  parts
                      .outbox()
                      .append(
                          tx,
                          new CloudEvent(
                              id,
                              STOPPED,
                              "/triggers/" + name,
                              WireId.TRIGGER.write(trigger),
                              row.scope().tenant(),
                              now,
                              Json.EMPTY
                                  .with("name", Json.of(name))
                                  .with("workflow", Json.of(row.workflow()))
                                  .with("problem", Json.of(problem)))));
    }
  }
}
