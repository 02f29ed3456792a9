package io.auterity.workflow.engine;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.ReservedWords;
import io.auterity.workflow.graph.MessageWait;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.RunStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks signals to runs, and makes messages of them. */
record RunSignals(Database database, Versions versions) {

  /** Bytes of what a signal says. */
  static final int MAX_PAYLOAD = 64 << 10;

  /** Bytes of what a callback says. */
  static final int MAX_CALLBACK = 1 << 20;

  /**
   * The message that carries a signal.
   *
   * @param id of the message
   * @throws CallFailedException {@code not_found} when there is no such run, or its workflow awaits
   *     no such signal; {@code too_large}
   */
  InboxMessage message(TenantScope scope, UUID run, String name, Json payload, String by, UUID id) {
    requireAwaited(versions.of(stored(scope, run).birth()), name);
    return message(id, name, bounded(payload, MAX_PAYLOAD), by);
  }

  /**
   * The message that carries a callback: the same one whenever it is called, until the run goes
   * again.
   *
   * @throws CallFailedException {@code not_found} when there is no such run any more; {@code
   *     too_large}
   * @throws InvalidInputException when what it says does not fit the step's schema
   */
  InboxMessage callback(TenantScope scope, UUID run, String step, Json payload) {
    String name = MessageWait.callback(step);
    StoredJson said = bounded(payload, MAX_CALLBACK);
    StoredRun stored = stored(scope, run);
    List<Problem> problems =
        waits(versions.of(stored.birth()))
            .filter(wait -> name.equals(wait.signal()))
            .flatMap(wait -> wait.problems(payload).stream())
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidInputException("the callback was not taken", problems);
    }
    int round = stored.head().round();
    String once = round == 0 ? run + "/" + name : "%s/%s#%d".formatted(run, name, round);
    UUID id = UUID.nameUUIDFromBytes(once.getBytes(StandardCharsets.UTF_8));
    return message(id, name, said, "callback");
  }

  private static InboxMessage message(UUID id, String name, StoredJson said, String by) {
    return new InboxMessage(id, InboxMessage.Kind.SIGNAL, name, said, by);
  }

  private static StoredJson bounded(Json payload, int most) {
    StoredJson said = StoredJson.of(payload);
    if (said.size() > most) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the message has %d bytes, at most %d; pass a reference".formatted(said.size(), most));
    }
    return said;
  }

  private StoredRun stored(TenantScope scope, UUID run) {
    return database
        .inTenant(scope, tx -> RunStore.find(tx, run))
        .orElseThrow(() -> WorkflowEngine.unknown(run));
  }

  private static Stream<MessageWait> waits(Workflow workflow) {
    return workflow.nodes().stream()
        .filter(MessageWait.class::isInstance)
        .map(MessageWait.class::cast);
  }

  private static void requireAwaited(Workflow workflow, String name) {
    TreeSet<String> known =
        waits(workflow)
            .map(MessageWait::signal)
            .filter(signal -> signal != null && ReservedWords.identifier(signal))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!known.contains(name)) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "the workflow of the run awaits no signal '%s'; it awaits %s"
              .formatted(name, known.isEmpty() ? "none" : String.join(", ", known)));
    }
  }
}
