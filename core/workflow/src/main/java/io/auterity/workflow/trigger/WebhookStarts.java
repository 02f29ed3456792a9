package io.auterity.workflow.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.InvalidInputException;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerStore;
import io.auterity.workflow.trigger.webhook.IncomingCall;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Starts runs of triggers by calls of their webhooks, once they are verified. A start is noted
 * before its call is answered; what cannot start one is told to the caller, and noted nowhere, so
 * that the same call can come again.
 */
public final class WebhookStarts {

  static final String TYPE = "io.auterity.trigger.call.v1";
  private static final Duration LATER = Duration.ofSeconds(10);
  private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

  private final TriggerParts parts;
  private final Runnable noted;
  private final TriggerStartLog starts;
  private final TriggerStore store = new TriggerStore();

  /**
   * What a call has started.
   *
   * @param run null where it starts none
   * @param repeated whether the call had come before
   * @param skipped why it starts none; null where it does
   */
  public record CallStart(@Nullable UUID run, boolean repeated, @Nullable String skipped) {}

  /**
   * @param noted told when runs are to begin
   */
  public WebhookStarts(TriggerParts parts, Runnable noted) {
    this.parts = parts;
    this.noted = noted;
    this.starts = new TriggerStartLog(parts);
  }

  /** The trigger of an address, by the digest of its token; also one that starts nothing now. */
  public Optional<TriggerRow> find(byte[] sha256) {
    return parts.database().asEngine(EngineJob.TRIGGERS, tx -> store.find(tx, sha256));
  }

  /**
   * Starts the run of a call, unless it came before.
   *
   * @throws InvalidInputException with every problem of the input
   * @throws CallFailedException {@code invalid}, {@code too_large}; {@code rate_limited}; {@code
   *     unavailable} while the workflow cannot be started
   */
  public CallStart start(TriggerRow trigger, IncomingCall call) {
    CloudEvent event = event(parts, trigger, call);
    Optional<TriggerStartLog.CalledRun> before =
        call.key() == null
            ? Optional.empty()
            : parts.inTenant(
                trigger.scope(), tx -> starts.repeated(tx, trigger, event.id().toString()));
    if (before.isPresent()) {
      return answer(trigger, before.get());
    }
    EventCondition condition = EventCondition.of(trigger);
    String against = condition.against(trigger.id(), event);
    if (against != null) {
      return new CallStart(null, false, against);
    }
    return begun(trigger, event, input(trigger, condition, event));
  }

  private CallStart begun(TriggerRow trigger, CloudEvent event, Json.Obj input) {
    TriggerStartLog.CalledRun run =
        parts.inTenant(
            trigger.scope(),
            tx -> {
              TriggerRow now =
                  store
                      .locked(tx, trigger.id())
                      .filter(row -> row.state() == TriggerRow.State.ACTIVE)
                      .orElseThrow(WebhookStarts::gone);
              return starts.noteCall(tx, now, input, event, now.changedBy());
            });
    return answer(trigger, run);
  }

  private CallStart answer(TriggerRow trigger, TriggerStartLog.CalledRun run) {
    starts.resume(trigger, run);
    noted.run();
    return new CallStart(run.run(), run.repeated(), null);
  }

  private Json.Obj input(TriggerRow trigger, EventCondition condition, CloudEvent event) {
    try {
      Json.Obj input = condition.input(event);
      Optional<String> problem = InputBound.problem(input);
      if (problem.isPresent()) {
        throw new CallFailedException(FailureCode.TOO_LARGE, problem.get());
      }
      parts.runner().check(TriggerRequests.tried(trigger, input));
      return input;
    } catch (EvaluationException e) {
      problem(trigger, "input: " + e.getMessage());
      throw new CallFailedException(FailureCode.INVALID, "input: " + e.getMessage());
    } catch (InvalidInputException e) {
      problem(trigger, "input: " + e.getMessage());
      throw e;
    } catch (CallFailedException e) {
      throw refused(trigger, e);
    }
  }

  // What only the owner of the trigger can mend is told to them.
  private CallFailedException refused(TriggerRow trigger, CallFailedException e) {
    return switch (e.failure().code()) {
      case INVALID, TOO_LARGE, RATE_LIMITED -> e;
      default -> unusable(trigger, e.failure().message());
    };
  }

  /**
   * Notes with a trigger why it cannot take calls now.
   *
   * @return what its caller is told
   */
  public CallFailedException unusable(TriggerRow trigger, String problem) {
    problem(trigger, problem);
    return new CallFailedException(
        Failure.of(
                FailureCode.UNAVAILABLE,
                "this webhook starts no runs now; the trigger's problem says why")
            .withRetryAfter(LATER));
  }

  /** Notes with a trigger what was wrong with a call, which counts as no failure of it. */
  public void problem(TriggerRow trigger, String problem) {
    if (problem.equals(trigger.problem())) {
      return;
    }
    parts.inTenant(
        trigger.scope(),
        tx -> {
          starts.failed(tx, trigger.id(), problem, false);
          return true;
        });
  }

  private static CallFailedException gone() {
    return new CallFailedException(FailureCode.NOT_FOUND, "this webhook takes no calls any more");
  }

  /**
   * The key of a call.
   *
   * @throws CallFailedException {@code invalid} when it cannot be one
   */
  public static String key(String header, String value) {
    if (!KEY.matcher(value).matches()) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "%s: has 1 to 200 letters, digits and signs without blanks".formatted(header));
    }
    return value;
  }

  /** A call as conditions and inputs read it. */
  static CloudEvent event(TriggerParts parts, TriggerRow trigger, IncomingCall call) {
    String key = call.key();
    UUID id =
        key == null
            ? parts.ids().next()
            : UUID.nameUUIDFromBytes((trigger.id() + "/" + key).getBytes(UTF_8));
    return new CloudEvent(
        id,
        TYPE,
        "/triggers/" + trigger.name(),
        key == null ? id.toString() : key,
        trigger.scope().tenant(),
        parts.time().now(),
        call.json());
  }
}
