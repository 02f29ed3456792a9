package io.auterity.workflow.trigger;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.InvalidInputException;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.StartStore;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerStore;
import java.util.UUID;

/**
 * Starts runs of triggers by their forms: what a person gives is the input of a run, which is its
 * trigger's. A start is noted before it is answered.
 */
public final class FormStarts {

  private final TriggerParts parts;
  private final Runnable noted;
  private final TriggerStartLog log;
  private final TriggerStore triggers = new TriggerStore();
  private final StartStore starts = new StartStore();

  private record Filled(TriggerStartLog.CalledRun run, StartRow start) {}

  /**
   * Starts of the triggers of these parts.
   *
   * @param noted told when runs are to begin
   */
  public FormStarts(TriggerParts parts, Runnable noted) {
    this.parts = parts;
    this.noted = noted;
    this.log = new TriggerStartLog(parts);
  }

  /**
   * Notes the run of a form that was filled in, unless that was done before under the same id.
   *
   * @param who fills it in, and counts as having started the run
   * @param id of what was sent, the same whenever it comes again
   * @throws InvalidInputException with every problem of the input
   * @throws CallFailedException {@code not_found}; {@code unsupported} when the trigger has no
   *     form; {@code conflict} while it is paused or stopped; {@code too_large}; {@code forbidden}
   *     when whose it is may not start runs
   */
  public StartRow fill(TenantScope scope, UUID trigger, Principal who, UUID id, Json.Obj input) {
    TriggerRow row =
        parts.inTenant(scope, tx -> triggers.find(tx, trigger).orElseThrow(() -> missing(trigger)));
    requireForm(row);
    InputBound.problem(input)
        .ifPresent(
            problem -> {
              throw new CallFailedException(FailureCode.TOO_LARGE, problem);
            });
    parts.runner().check(TriggerRequests.tried(row, input));
    CloudEvent event = event(row, who, id);
    Filled filled = parts.inTenant(scope, tx -> note(tx, trigger, input, event, who));
    log.resume(row, filled.run());
    noted.run();
    return filled.start();
  }

  private CloudEvent event(TriggerRow row, Principal who, UUID id) {
    return new CloudEvent(
        id,
        WebhookStarts.TYPE,
        "/triggers/" + row.name(),
        who.name(),
        row.scope().tenant(),
        parts.time().now(),
        Json.EMPTY);
  }

  private Filled note(
      Transaction tx, UUID trigger, Json.Obj input, CloudEvent event, Principal who) {
    TriggerRow row = triggers.locked(tx, trigger).orElseThrow(() -> missing(trigger));
    requireForm(row);
    TriggerStartLog.CalledRun run = log.noteCall(tx, row, input, event, who);
    return new Filled(run, starts.ofCause(tx, trigger, event.id().toString()).orElseThrow());
  }

  private static void requireForm(TriggerRow row) {
    if (!row.form()) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED, "trigger '%s' has no form".formatted(row.name()));
    }
    if (row.state() != TriggerRow.State.ACTIVE) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "trigger '%s' is %s; it takes nothing until it goes on"
              .formatted(row.name(), row.state().wire()));
    }
  }

  private static CallFailedException missing(UUID trigger) {
    return new CallFailedException(
        FailureCode.NOT_FOUND,
        "there is no '%s'".formatted(TriggerAncestry.TRIGGER_ID.write(trigger)));
  }
}
