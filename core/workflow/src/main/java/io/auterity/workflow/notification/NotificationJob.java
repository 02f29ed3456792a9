package io.auterity.workflow.notification;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invocation.Door;
import io.auterity.platform.call.Invocation.Parent;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Usage;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.Job;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.job.JobRetry;
import io.auterity.platform.job.JobTurn;
import io.auterity.platform.time.Backoff;
import io.auterity.platform.time.Time;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.store.ApprovalNotificationStore;
import io.auterity.workflow.store.ApprovalNotificationStore.State;
import io.auterity.workflow.store.ApprovalNotificationStore.Told;
import io.auterity.workflow.store.ApprovalNotificationStore.ToldCall;
import io.auterity.workflow.store.ApprovalStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The job that tells people of an approval: makes one call on behalf of the one for whom its run is
 * authorized. A failure that may pass is retried for a day, as long as the approval is open. A call
 * that may have been made is made again only where that has no second effect.
 *
 * @param repeatable whether a call may be made again, with the same key, at any provider
 * @param mails puts links to vote into e-mails
 */
public record NotificationJob(
    Database database,
    Invoker invoker,
    BiPredicate<TenantScope, String> repeatable,
    VotingMails mails,
    Ids ids,
    Time time)
    implements JobKind {

  /** The capability whose message takes answers. */
  static final String QUESTION = "messaging.question.ask";

  /** Name of the kind. */
  public static final String NAME = "approval.notification";

  private static final AuditedAct ACT = AuditedAct.ofPlatform("control:approval.notify");
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration GIVEN_UP = Duration.ofDays(1);
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10));

  /** Subject of the job of a call. */
  public static String subject(ToldCall key) {
    return "%s/%s/%s".formatted(key.approval(), key.event(), key.call());
  }

  private static ToldCall key(Job job) {
    String[] parts = job.subject().split("/", 3);
    return new ToldCall(UUID.fromString(parts[0]), UUID.fromString(parts[1]), parts[2]);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JobTurn run(Job job) {
    ToldCall key = key(job);
    database
        .inTenant(job.scope(), tx -> ApprovalNotificationStore.find(tx, key))
        .ifPresent(told -> turn(job, told));
    return new JobTurn.Done();
  }

  private void turn(Job job, Told told) {
    boolean begun = told.state() == State.SENDING;
    String capability = told.call().capability();
    Json.Obj input = Objects.requireNonNull(told.call().input());
    if (begun && (!told.open() || !repeatable.test(job.scope(), capability))) {
      settle(job, State.FAILED, "it may have been sent: the server ended meanwhile");
    } else if (told.open()) {
      begin(job, told, capability, input);
    } else {
      settle(job, State.FAILED, "the approval was over before it could be sent");
    }
  }

  private void begin(Job job, Told told, String capability, Json.Obj input) {
    Json.Obj filled;
    try {
      filled = filled(job, capability, input);
    } catch (CallFailedException e) {
      if (e.failure().retryable()) {
        throw e;
      }
      settle(job, State.FAILED, e.failure().message());
      return;
    }
    settle(job, State.SENDING, null);
    send(job, told, capability, filled);
  }

  private Json.Obj filled(Job job, String capability, Json.Obj input) {
    return database
        .inTenant(job.scope(), tx -> ApprovalStore.find(tx, key(job).approval()))
        .map(approval -> mails.filled(job.scope(), approval, capability, input))
        .orElse(input);
  }

  private void send(Job job, Told told, String capability, Json.Obj input) {
    switch (invoker.invoke(invocation(job, told, capability, input))) {
      case Outcome.Succeeded(UUID d, Record value, Usage used, String provider) ->
          sent(job, capability, value, provider);
      case Outcome.Refused(UUID d, Failure refusal) -> unsent(job, capability, refusal);
      case Outcome.Failed(UUID d, Failure fault) -> unsent(job, capability, fault);
    }
  }

  // Only an answer to a message that was posted here counts.
  private void sent(Job job, String capability, @Nullable Record value, String provider) {
    Instant now = time.now();
    database.inTenant(
        job.scope(),
        tx -> {
          ApprovalNotificationStore.settle(tx, key(job), State.SENT, null, now);
          if (capability.equals(QUESTION) && value instanceof ChatMessage message) {
            String at = Objects.requireNonNullElse(message.ref().provider(), provider);
            ApprovalNotificationStore.posted(tx, key(job), at, message.ref().id());
          }
          return value;
        });
  }

  private void unsent(Job job, String capability, Failure failure) {
    boolean certain = failure.applied() == Applied.NO;
    boolean again = failure.retryable() && (certain || repeatable.test(job.scope(), capability));
    String problem = certain ? failure.message() : "it may have been sent: " + failure.message();
    settle(job, again ? State.DUE : State.FAILED, problem);
    if (again) {
      throw new CallFailedException(failure);
    }
  }

  private Invocation invocation(Job job, Told told, String capability, Json.Obj input) {
    return Invocation.of(ids.next(), job.scope(), told.by(), capability, Payload.of(input))
        .labels(told.labels())
        .provider(told.call().provider())
        .timeout(TIMEOUT)
        .idempotencyKey(NAME + "/" + job.subject())
        .door(Door.WORKFLOW)
        .parent(new Parent(told.run(), told.step(), 0))
        .build();
  }

  private void settle(Job job, State state, @Nullable String problem) {
    Instant now = time.now();
    database.inTenant(
        job.scope(),
        tx -> {
          ApprovalNotificationStore.settle(tx, key(job), state, problem, now);
          return state;
        });
  }

  @Override
  public JobRetry retry(Job job, Failure failure, Instant now) {
    return JobRetry.within(job, now, PAUSES, GIVEN_UP);
  }

  @Override
  public GivenUp giveUp(Transaction tx, Job job, Failure failure) {
    ToldCall key = key(job);
    ApprovalNotificationStore.settle(tx, key, State.FAILED, failure.message(), time.now());
    return new GivenUp(
        ACT,
        List.of(
            new AuditedChange(
                "approval/" + ApprovalRow.ID.write(key.approval()),
                "notification '%s'".formatted(key.call()),
                "given up: " + failure.message())));
  }
}
