package io.auterity.server.wiring;

import io.auterity.connector.version.store.FileVersions;
import io.auterity.control.access.store.CredentialStore;
import io.auterity.control.access.store.KeyStore;
import io.auterity.control.access.store.TenantStore;
import io.auterity.control.identity.store.IssuerTable;
import io.auterity.jobs.batch.store.BatchTable;
import io.auterity.jobs.tuning.store.TuningTable;
import io.auterity.ledger.store.RateLeaseTable;
import io.auterity.platform.audit.store.AuditStore;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.database.store.RetentionStatements;
import io.auterity.platform.outbox.store.OutboxStore;
import io.auterity.platform.resource.store.ResourceStore;
import io.auterity.platform.secret.store.SecretStore;
import io.auterity.relay.capture.store.CaptureTable;
import io.auterity.relay.capture.store.ResponseTable;
import io.auterity.relay.decision.store.DecisionWriter;
import io.auterity.relay.rehearsal.store.RehearsalTable;
import io.auterity.webhook.store.WebhookStore;
import io.auterity.workflow.store.JournalStore;
import io.auterity.workflow.store.RecoveryStore;
import io.auterity.workflow.store.RunLoadStore;
import io.auterity.workflow.trigger.store.StartStore;
import io.auterity.workflow.trigger.store.TriggerStore;
import java.util.List;
import java.util.stream.Stream;

/** The statements that the engine role runs in the stores of all parts. */
final class StoreStatements {

  private StoreStatements() {}

  static List<EngineStatement> all() {
    return Stream.of(
            RetentionStatements.STATEMENTS,
            AuditStore.STATEMENTS,
            OutboxStore.STATEMENTS,
            SecretStore.STATEMENTS,
            ResourceStore.STATEMENTS,
            TenantStore.STATEMENTS,
            KeyStore.STATEMENTS,
            CredentialStore.STATEMENTS,
            IssuerTable.STATEMENTS,
            RateLeaseTable.STATEMENTS,
            DecisionWriter.STATEMENTS,
            CaptureTable.STATEMENTS,
            ResponseTable.STATEMENTS,
            RehearsalTable.STATEMENTS,
            BatchTable.STATEMENTS,
            TuningTable.STATEMENTS,
            WebhookStore.STATEMENTS,
            FileVersions.STATEMENTS,
            JournalStore.STATEMENTS,
            RecoveryStore.STATEMENTS,
            RunLoadStore.STATEMENTS,
            StartStore.STATEMENTS,
            TriggerStore.STATEMENTS)
        .flatMap(List::stream)
        .toList();
  }
}
