package io.auterity.workflow.notification;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.job.Job;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.job.JobRetry;
import io.auterity.platform.job.JobTurn;
import io.auterity.platform.time.Backoff;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.approval.MessagingAnswer;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.store.ApprovalAnswerStore;
import io.auterity.workflow.store.ApprovalAnswerStore.State;
import io.auterity.workflow.store.ApprovalNotificationStore;
import io.auterity.workflow.store.ApprovalNotificationStore.QuestionCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The job that makes an answer in a messaging service a vote. Only a message counts that a call of
 * the approval's step has posted: others may post a question under the same id, with another text.
 */
public record ApprovalAnswerJob(Database database, AnswerVotes votes, Time time)
    implements JobKind {

  /** Name of the kind. */
  public static final String NAME = "approval.answer";

  private static final AuditedAct ACT = AuditedAct.ofPlatform("control:approval.answer");
  private static final Duration GIVEN_UP = Duration.ofDays(1);
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JobTurn run(Job job) {
    UUID event = UUID.fromString(job.subject());
    database
        .inTenant(job.scope(), tx -> ApprovalAnswerStore.due(tx, event))
        .ifPresent(answer -> turn(job, answer));
    return new JobTurn.Done();
  }

  private void turn(Job job, MessagingAnswer answer) {
    try {
      String user = votes.vote(job.scope(), answer, digest(job, answer));
      settle(job, State.COUNTED, user, null);
    } catch (CallFailedException e) {
      if (e.failure().retryable()) {
        throw e;
      }
      settle(job, State.REFUSED, null, e.failure().message());
    }
  }

  private String digest(Job job, MessagingAnswer answer) {
    QuestionCall asked =
        database.inTenant(
            job.scope(),
            tx -> ApprovalNotificationStore.question(tx, NotificationJob.QUESTION, answer));
    if (asked.digest() != null) {
      return asked.digest();
    }
    // The call that posts it may not have said yet which message it is.
    throw asked.underWay()
        ? new CallFailedException(
            FailureCode.UNAVAILABLE, "the question is still being asked; look again later")
        : new CallFailedException(
            FailureCode.FORBIDDEN,
            "no call of the step is known to have posted the message '%s' at '%s'; vote in the console"
                .formatted(answer.message(), answer.provider()));
  }

  private void settle(Job job, State state, @Nullable String user, @Nullable String problem) {
    Instant now = time.now();
    UUID event = UUID.fromString(job.subject());
    database.inTenant(
        job.scope(),
        tx -> {
          ApprovalAnswerStore.settle(tx, event, state, user, problem, now);
          return state;
        });
  }

  @Override
  public JobRetry retry(Job job, Failure failure, Instant now) {
    return JobRetry.within(job, now, PAUSES, GIVEN_UP);
  }

  @Override
  public GivenUp giveUp(Transaction tx, Job job, Failure failure) {
    UUID event = UUID.fromString(job.subject());
    String target =
        ApprovalAnswerStore.due(tx, event)
            .map(answer -> "approval/" + ApprovalRow.ID.write(answer.approval()))
            .orElse("approval");
    ApprovalAnswerStore.settle(tx, event, State.REFUSED, null, failure.message(), time.now());
    return new GivenUp(
        ACT,
        List.of(
            new AuditedChange(
                target, "answer '%s'".formatted(event), "given up: " + failure.message())));
  }
}
