package io.auterity.workflow.notification;

import io.auterity.platform.database.Database;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox.Subscriber;
import io.auterity.platform.time.Time;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.MessagingAnswer;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.store.ApprovalAnswerStore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answers that people give in messaging services to questions about approvals, each with
 * a job that makes it a vote. An event that is delivered again adds none.
 */
public record ApprovalAnswers(Database database, JobQueue jobs, Time time) implements Subscriber {

  // Messaging services raise it: it is no type of the platform's own.
  private static final String TYPE = "io.auterity.%s.v1".formatted("messaging.answer.given");

  private static final String DOCUMENTS = "/providers/";
  private static final int LONGEST = 300;

  @Override
  public boolean wants(String type) {
    return type.equals(TYPE);
  }

  @Override
  public void receive(CloudEvent event) {
    MessagingAnswer answer = answer(event);
    if (answer == null) {
      return;
    }
    Instant now = time.now();
    database.inTenant(
        event.scope(),
        tx -> {
          boolean added = ApprovalAnswerStore.add(tx, answer, now);
          if (added) {
            jobs.add(tx, ApprovalAnswerJob.NAME, event.id().toString(), answer.provider(), now);
          }
          return added;
        });
  }

  /**
   * Reads an answer; null for one to another question, and for one that a vendor's delivery told
   * when it was read again: no person gives it now.
   */
  private static @Nullable MessagingAnswer answer(CloudEvent event) {
    if (!ApprovalRow.ID.isOne(event.subject())
        || event.data().get("replay") != null
        || !(event.data().get("record") instanceof Json.Obj record)
        || !(record.get("by") instanceof Json.Obj by)) {
      return null;
    }
    String provider = event.data().text("provider");
    String account = id(by);
    String message = id(record.get("message"));
    String choice = record.text("choice");
    String name = by.text("name");
    return provider == null || account == null || message == null || choice == null
        ? null
        : new MessagingAnswer(
            event.id(),
            ApprovalRow.ID.read(event.subject()),
            provider,
            event.source().startsWith(DOCUMENTS),
            account,
            name == null ? account : name.substring(0, Math.min(LONGEST, name.length())),
            choice.substring(0, Math.min(LONGEST, choice.length())),
            message);
  }

  /** The id in what refers to something, also in an object that has it as its {@code ref}. */
  private static @Nullable String id(@Nullable Json holder) {
    if (!(holder instanceof Json.Obj object)) {
      return null;
    }
    String id = object.get("ref") instanceof Json.Obj ref ? ref.text("id") : object.text("id");
    return id == null || id.isEmpty() || id.length() > LONGEST ? null : id;
  }
}
