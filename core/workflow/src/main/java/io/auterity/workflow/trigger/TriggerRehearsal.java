package io.auterity.workflow.trigger;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.InvalidInputException;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.webhook.IncomingCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dry run of triggers: what they would do with events; nothing is begun or noted. */
public record TriggerRehearsal(TriggerParts parts) {

  /**
   * What a trigger would do with an event.
   *
   * @param taken whether it would start a run
   * @param reason why not
   * @param input what the run would be given; null where it cannot be made
   */
  public record Trial(
      CloudEvent event, boolean taken, @Nullable String reason, Json.@Nullable Obj input) {}

  /**
   * What one would do with some events, one after the other.
   *
   * @throws CallFailedException {@code unsupported} of one that takes no events
   */
  public List<Trial> of(TriggerRow trigger, List<CloudEvent> events) {
    if (trigger.type() == null) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED,
          "trigger %s %s: no delivery starts its runs"
              .formatted(trigger.name(), otherwise(trigger)));
    }
    EventCondition condition = EventCondition.of(trigger);
    return events.stream().map(event -> trial(trigger, condition, event)).toList();
  }

  private static String otherwise(TriggerRow trigger) {
    if (trigger.webhook() != null) {
      return "has a webhook, and is tried with a call";
    }
    if (trigger.form()) {
      return "has a form, which people fill in";
    }
    return trigger.poll() == null ? "starts them at times" : "polls";
  }

  /**
   * What one would do with a call of its webhook, once it is verified.
   *
   * @throws CallFailedException {@code unsupported} of one that has none
   */
  public Trial ofCall(TriggerRow trigger, IncomingCall call) {
    if (trigger.webhook() == null) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED, "trigger %s has no webhook".formatted(trigger.name()));
    }
    return trial(trigger, EventCondition.of(trigger), WebhookStarts.event(parts, trigger, call));
  }

  private Trial trial(TriggerRow trigger, EventCondition condition, CloudEvent event) {
    String against = against(trigger, condition, event);
    Json.Obj input = null;
    String problem = null;
    try {
      input = condition.input(event);
      problem = InputBound.problem(input).orElse(null);
      parts.runner().check(TriggerRequests.tried(trigger, input));
    } catch (EvaluationException | InvalidInputException e) {
      problem = "input: " + e.getMessage();
    } catch (CallFailedException e) {
      problem = e.failure().message();
    }
    String reason = against == null ? problem : against;
    return new Trial(event, reason == null, reason, input);
  }

  private static @Nullable String against(
      TriggerRow trigger, EventCondition condition, CloudEvent event) {
    return trigger.state() == TriggerRow.State.ACTIVE
        ? condition.against(trigger.id(), event)
        : "the trigger is " + trigger.state().wire();
  }
}
