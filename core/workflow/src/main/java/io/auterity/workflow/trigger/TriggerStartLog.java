package io.auterity.workflow.trigger;

import io.auterity.platform.call.Principal;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.InvalidInputException;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.event.CustomEvents;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.trigger.TriggerCounts.Result;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.StartStore;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerStore;
import io.auterity.workflow.trigger.store.TriggerStore.InHour;
import io.auterity.workflow.trigger.webhook.IncomingWebhook;
import io.auterity.workflow.trigger.webhook.WebhookVerification.Proof;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of trigger starts: notes which runs are to begin, each cause once, and how triggers fare.
 * The id of a run is made of its trigger and its cause and noted before it begins.
 */
final class TriggerStartLog {

  /** So many failures in a row stop a trigger. */
  static final int MOST_FAILURES = 10;

  /** So many that wait stop it. */
  static final int MOST_WAITING = 10_000;

  /** So many runs within an hour start by calls that are not verified. */
  static final int MOST_UNVERIFIED = 60;

  private static final Logger LOG = LoggerFactory.getLogger(TriggerStartLog.class);
  private static final int COUNTED_EACH = 100;

  private final TriggerParts parts;
  private final StartStore starts = new StartStore();
  private final TriggerStore triggers = new TriggerStore();

  /**
   * The run of a call.
   *
   * @param repeated whether the call had come before
   * @param again whether it could not begin then, and is to begin now: {@link #resume} is to be
   *     called behind the transaction
   */
  record CalledRun(UUID run, boolean repeated, boolean again) {}

  TriggerStartLog(TriggerParts parts) {
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
    TriggerAncestry triggerAncestry = TriggerAncestry.of(event).with(trigger.id());
    StartRow start = start(trigger, event, problem, trigger.changedBy());
    Json.Obj given = problem == null ? input : null;
    if (!starts.note(tx, trigger.id(), start, given, triggerAncestry, delivery(event))) {
      return;
    }
    if (given != null) {
      noteRun(tx, trigger, start, given, triggerAncestry);
    }
    tx.afterCommit(() -> parts.counts().count(Result.NOTED));
    if (problem == null) {
      bound(tx, trigger, event);
    } else {
      failed(tx, trigger.id(), problem, true);
    }
  }

  /**
   * Notes the run of a call from outside, or of a form that was filled in; the run of that call
   * where it was noted before.
   *
   * @param starter who counts as having started it: who has filled in the form, else who last
   *     changed the trigger
   * @throws CallFailedException {@code rate_limited} when nothing is verified and too many start
   */
  CalledRun noteCall(
      Transaction tx, TriggerRow trigger, Json.Obj input, CloudEvent event, Principal starter) {
    StartRow start = start(trigger, event, null, starter);
    TriggerAncestry ancestry = TriggerAncestry.NONE.with(trigger.id());
    if (!starts.note(tx, trigger.id(), start, input, ancestry, null)) {
      return repeated(tx, trigger, start.cause()).orElseThrow();
    }
    noteRun(tx, trigger, start, input, ancestry);
    tx.afterCommit(() -> parts.counts().count(Result.NOTED));
    IncomingWebhook webhook = trigger.webhook();
    if (webhook != null && webhook.verify().proof() == Proof.NONE) {
      boundUnverified(tx, trigger);
    } else {
      bound(tx, trigger, event);
    }
    return new CalledRun(start.run(), false, false);
  }

  // What is wrong with it is found out again, and told, when it is to begin.
  private void noteRun(
      Transaction tx, TriggerRow trigger, StartRow start, Json.Obj input, TriggerAncestry descent) {
    RunRequest request =
        TriggerRequests.of(
                trigger.scope(), trigger.principal(), trigger.workflow(), trigger.name(), input)
            .descendingFrom(descent)
            .startedBy(start.starter());
    try {
      parts.runner().note(tx, request, start.run(), start.noted());
    } catch (InvalidInputException | CallFailedException e) {
      LOG.debug("The run {} is not there before it begins.", start.run(), e);
    }
  }

  /** The run of a call that was noted before; one that could not begin is to begin again. */
  Optional<CalledRun> repeated(Transaction tx, TriggerRow trigger, String cause) {
    return starts
        .ofCause(tx, trigger.id(), cause)
        .map(start -> new CalledRun(start.run(), true, again(tx, trigger, start)));
  }

  /** Has the run of a call wait again that could not begin; called behind its transaction. */
  void resume(TriggerRow trigger, CalledRun run) {
    if (run.again()) {
      parts.runner().noteAgain(trigger.scope(), run.run());
    }
  }

  /**
   * Has a run begin that could not, which is there with that; false when it has begun, waits, or
   * has no input. {@link TriggerParts.Runner#noteAgain} is to be told behind the transaction.
   */
  boolean again(Transaction tx, TriggerRow trigger, StartRow start) {
    boolean again = starts.again(tx, trigger.id(), start.id(), parts.time().now());
    if (again) {
      starts
          .given(tx, trigger.id(), start.id())
          .ifPresent(given -> noteRun(tx, trigger, start, given.input(), given.descent()));
    }
    return again;
  }

  private void boundUnverified(Transaction tx, TriggerRow trigger) {
    Instant now = parts.time().now();
    InHour all = triggers.counted(tx, trigger.id(), false, now);
    if (all.others() > MOST_UNVERIFIED) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.RATE_LIMITED,
                  "this webhook verifies nothing and starts at most %d runs an hour"
                      .formatted(MOST_UNVERIFIED))
              .withRetryAfter(Duration.between(now, all.until())));
    }
  }

  // What others tell may have a field of that name, and anything in it.
  private static @Nullable String delivery(CloudEvent event) {
    return fromVendor(event) ? event.data().text("delivery") : null;
  }

  private static boolean fromVendor(CloudEvent event) {
    return event.source().startsWith("/webhooks/");
  }

  private static boolean ofService(CloudEvent event) {
    return fromVendor(event)
        || event.source().startsWith("/providers/")
        || event.source().equals(CustomEvents.SOURCE);
  }

  private StartRow start(
      TriggerRow trigger, CloudEvent event, @Nullable String problem, Principal starter) {
    Instant now = parts.time().now();
    UUID id = parts.ids().next();
    String cause = event.id().toString();
    return new StartRow(
        id,
        cause,
        run(id, trigger.id(), cause),
        event.subject(),
        now,
        0,
        problem == null ? null : now,
        problem,
        starter);
  }

  // The time in front is when it was first noted; by it runs are found again.
  private static UUID run(UUID noted, UUID trigger, String cause) {
    ByteBuffer both = ByteBuffer.wrap(Sha256.of(trigger + "/" + cause));
    long high = (noted.getMostSignificantBits() & ~0xfffL) | (both.getLong() & 0xfffL);
    return new UUID(high, 0x8000000000000000L | (both.getLong() >>> 2));
  }

  private void bound(Transaction tx, TriggerRow trigger, CloudEvent event) {
    boolean circle = mayBeOfCircle(tx, trigger, event);
    StartPace pace = circle ? StartPace.OF_CIRCLES : parts.pace();
    InHour all = triggers.counted(tx, trigger.id(), circle, parts.time().now());
    int inHour = circle ? all.ofCircles() : all.others();
    if (pace.stops(inHour)) {
      stop(
          tx,
          trigger,
          "it started too many runs within an hour though it was slowed down: see that they do not"
              + " lead to events that start it, narrow when, and resume it");
    } else if (pace.pause(inHour).isPositive()) {
      slowDown(tx, trigger, event, pace.pause(inHour), all.until());
    }
    if (all.both() % COUNTED_EACH == 0 && starts.waiting(tx, trigger.id()) > MOST_WAITING) {
      stop(
          tx,
          trigger,
          "more than %d of its runs wait to begin: resume it when they have"
              .formatted(MOST_WAITING));
    }
  }

  // What goes by way of a service, a vendor's or our own, does not say what has led to it.
  private boolean mayBeOfCircle(Transaction tx, TriggerRow trigger, CloudEvent event) {
    return !TriggerAncestry.of(event).triggers().isEmpty()
        || (ofService(event) && starts.underWay(tx, trigger.id()));
  }

  private void slowDown(
      Transaction tx, TriggerRow trigger, CloudEvent event, Duration pause, Instant until) {
    Instant now = parts.time().now();
    String problem =
        "it starts many runs, which may lead to the events that start it, and is slowed down";
    starts.postpone(tx, trigger.id(), event.id().toString(), problem, now.plus(pause));
    triggers.failed(tx, trigger.id(), problem, false, MOST_FAILURES, now);
    triggers.slowed(tx, trigger.id(), until);
    tx.afterCommit(() -> parts.counts().count(Result.POSTPONED));
  }

  private void stop(Transaction tx, TriggerRow trigger, String problem) {
    if (triggers.stop(tx, trigger.id(), problem, parts.time().now())) {
      tell(tx, trigger, problem);
    }
  }

  /** Notes that a run has begun, or why it is given up. */
  void settle(Transaction tx, StartRow.Claimed start, @Nullable String problem) {
    if (!starts.settle(tx, start.trigger(), start.cause(), problem, parts.time().now())) {
      return;
    }
    Result result = problem == null ? Result.BEGUN : Result.FAILED;
    tx.afterCommit(() -> parts.counts().count(result));
    if (problem == null) {
      triggers.well(tx, start.trigger());
    } else {
      failed(tx, start.trigger(), problem, true);
    }
  }

  /** Notes that a run is not started as its workflow's limit has it, which is no failure. */
  void skip(Transaction tx, StartRow.Claimed start, String problem) {
    if (starts.settle(tx, start.trigger(), start.cause(), problem, parts.time().now())) {
      tx.afterCommit(() -> parts.counts().count(Result.SKIPPED));
    }
  }

  /** Notes why a trigger cannot do what it should; after many in a row it stops, and says so. */
  void failed(Transaction tx, UUID trigger, String problem, boolean counts) {
    if (triggers.failed(tx, trigger, problem, counts, MOST_FAILURES, parts.time().now())) {
      triggers.find(tx, trigger).ifPresent(row -> tell(tx, row, problem));
    }
  }

  private void tell(Transaction tx, TriggerRow trigger, String problem) {
    parts
        .outbox()
        .append(
            tx,
            new CloudEvent(
                parts.ids().next(),
                Triggers.STOPPED,
                "/triggers/" + trigger.name(),
                TriggerAncestry.TRIGGER_ID.write(trigger.id()),
                trigger.scope().tenant(),
                parts.time().now(),
                Json.EMPTY
                    .with("name", Json.of(trigger.name()))
                    .with("workflow", Json.of(trigger.workflow()))
                    .with("problem", Json.of(problem))));
  }
}
