package io.auterity.workflow.engine;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.MessageWait;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.RunStore;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Checks signals to runs, and makes messages of them. */
record RunSignals(Database database, Versions versions) {

  /** Bytes of what a signal says. */
  static final int MAX_PAYLOAD = 64 << 10;

  /**
   * The message that carries a signal.
   *
   * @param id of the message
   * @throws CallFailedException {@code not_found} when there is no such run, or its workflow awaits
   *     no such signal; {@code too_large}
   */
  InboxMessage message(TenantScope scope, UUID run, String name, Json payload, String by, UUID id) {
    StoredJson said = StoredJson.of(payload);
    if (said.size() > MAX_PAYLOAD) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the signal has %d bytes, at most %d; pass a reference"
              .formatted(said.size(), MAX_PAYLOAD));
    }
    requireAwaited(workflow(scope, run), name);
    return new InboxMessage(id, InboxMessage.Kind.SIGNAL, name, said, by);
  }

  private Workflow workflow(TenantScope scope, UUID run) {
    return database
        .inTenant(scope, tx -> RunStore.find(tx, run))
        .map(StoredRun::birth)
        .map(versions::of)
        .orElseThrow(() -> WorkflowEngine.unknown(run));
  }

  private static void requireAwaited(Workflow workflow, String name) {
    TreeSet<String> known =
        workflow.nodes().stream()
            .filter(MessageWait.class::isInstance)
            .map(node -> ((MessageWait) node).signal())
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!known.contains(name)) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "the workflow of the run awaits no signal '%s'; it awaits %s"
              .formatted(name, known.isEmpty() ? "none" : String.join(", ", known)));
    }
  }
}
