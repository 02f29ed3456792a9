package io.auterity.workflow.notification;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox.Subscriber;
import io.auterity.platform.time.Time;
import io.auterity.workflow.approval.ApprovalRequest.Notification;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.store.ApprovalNotificationStore;
import io.auterity.workflow.store.ApprovalNotificationStore.ToldCall;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Adds the jobs that tell people of an approval: when it is asked, and at each reminder and each
 * escalation. An event that is delivered again adds none.
 */
public record ApprovalNotifications(Database database, JobQueue jobs, Time time)
    implements Subscriber {

  private static final Set<String> TYPES =
      Set.of(ApprovalRow.ASKED, ApprovalRow.REMINDED, ApprovalRow.ESCALATED);

  @Override
  public boolean wants(String type) {
    return TYPES.contains(type);
  }

  @Override
  public void receive(CloudEvent event) {
    UUID approval = ApprovalRow.ID.read(event.subject());
    database.inTenant(
        event.scope(),
        tx -> {
          List<Notification> calls = ApprovalNotificationStore.calls(tx, approval);
          calls.forEach(call -> add(tx, new ToldCall(approval, event.id(), call.id()), call));
          return calls;
        });
  }

  private void add(Transaction tx, ToldCall key, Notification call) {
    Instant now = time.now();
    if (ApprovalNotificationStore.add(tx, key, call, now) && call.input() != null) {
      jobs.add(tx, NotificationJob.NAME, NotificationJob.subject(key), call.capability(), now);
    }
  }
}
