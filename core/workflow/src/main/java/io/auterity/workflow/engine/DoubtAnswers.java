package io.auterity.workflow.engine;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.Database;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.DoubtAnswer;
import io.auterity.workflow.driver.StepResults;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.RunStore;
import java.util.UUID;

/** Checks what people say about calls in doubt, and makes messages to their runs of it. */
record DoubtAnswers(Database database, Versions versions, Catalogue catalogue, Binder binder) {

  /**
   * The message that carries an answer.
   *
   * @param id of the message
   * @throws CallFailedException {@code not_found}; {@code invalid} when the output is not the
   *     capability's; {@code too_large}
   */
  InboxMessage message(
      TenantScope scope, UUID run, String key, DoubtAnswer answer, UUID id, String by) {
    Workflow workflow = versions.of(birth(scope, run));
    StepKey step = StepKey.read(workflow, key, 0);
    StoredJson payload = StoredJson.of(fitting(workflow.node(step.node()), answer).json());
    if (payload.size() > StepResults.MAX_PAYLOAD) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the answer has %d bytes, at most %d; pass a reference"
              .formatted(payload.size(), StepResults.MAX_PAYLOAD));
    }
    return new InboxMessage(id, InboxMessage.Kind.ANSWER, step.text(workflow), payload, by);
  }

  private RunBirth birth(TenantScope scope, UUID run) {
    return database
        .inTenant(scope, tx -> RunStore.find(tx, run))
        .map(StoredRun::birth)
        .orElseThrow(() -> WorkflowEngine.unknown(run));
  }

  // Later steps were checked against what the capability gives.
  private DoubtAnswer fitting(Node node, DoubtAnswer answer) {
    if (answer instanceof DoubtAnswer.Succeeded(Json output)
        && !output.equals(Json.NULL)
        && node instanceof Node.Call call) {
      Capability capability = catalogue.get(call.capability());
      Record value = (Record) binder.read(output, capability.output(), "output");
      return new DoubtAnswer.Succeeded(binder.render(capability, value));
    }
    return answer;
  }
}
