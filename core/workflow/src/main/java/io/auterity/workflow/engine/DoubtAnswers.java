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
import io.auterity.workflow.engine.RunQueue.Queued;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.RunStore;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Takes what people say about calls in doubt. */
record DoubtAnswers(
    Database database, Versions versions, ActiveRuns runs, Catalogue catalogue, Binder binder) {

  void answer(TenantScope scope, UUID run, String key, DoubtAnswer answer) {
    Workflow workflow = versions.of(birth(scope, run));
    StepKey step = StepKey.read(workflow, key, 0);
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    DoubtAnswer fitting = fitting(workflow.node(step.node()), answer);
    runs.tell(new Queued(run, scope.tenant()), new RunMessage.Answered(step, fitting, taken));
    if (!RunMessage.durable(taken)) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "the step '%s' is not in doubt: no answer is asked for".formatted(key));
    }
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
