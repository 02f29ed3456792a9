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
import io.auterity.workflow.store.ApprovalNotificationStore.Told;
import io.auterity.workflow.store.ApprovalNotificationStore.ToldCall;
import java.time.Instant;
import java.util.Optional;
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
    database.inTenant(event.scope(), tx -> add(tx, approval, event.id()));
  }

  private int add(Transaction tx, UUID approval, UUID event) {
    Optional<Told> found = ApprovalNotificationStore.find(tx, approval).filter(Told::open);
    found.ifPresent(
        told ->
            told.tell().forEach(call -> add(tx, new ToldCall(approval, event, call.id()), call)));
    return found.map(told -> told.tell().size()).orElse(0);
  }

  private void add(Transaction tx, ToldCall key, Notification call) {
    Instant now = time.now();
    if (ApprovalNotificationStore.add(tx, key, call, now) && call.input() != null) {
      jobs.add(tx, NotificationJob.NAME, NotificationJob.subject(key), call.capability(), now);
    }
  }
}
