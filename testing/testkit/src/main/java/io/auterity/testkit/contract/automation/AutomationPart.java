package io.auterity.testkit.contract.automation;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.automation.AutomatedWorkflow;
import io.auterity.spi.automation.Automation;
import io.auterity.spi.automation.ExecutionState;
import io.auterity.spi.automation.NewAutomatedWorkflow;
import io.auterity.spi.automation.StartedExecution;
import io.auterity.spi.automation.WhichAutomatedWorkflow;
import io.auterity.spi.automation.WhichWorkflowExecution;
import io.auterity.spi.automation.WorkflowExecution;
import io.auterity.spi.automation.WorkflowStart;
import io.auterity.testkit.contract.ContractPart;
import io.auterity.testkit.contract.Failures;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What tests of an engine ask it with. */
abstract class AutomationPart extends ContractPart<Automation> {

  static final String SECRET = "hunter2-hunter2";
  static final Set<ExecutionState> ENDED =
      EnumSet.of(ExecutionState.SUCCESS, ExecutionState.FAILURE, ExecutionState.CANCELLED);
  private static final int MOST_LOOKS = 120;

  final AutomationContract contract;

  AutomationPart(AutomationContract contract) {
    super(contract);
    this.contract = contract;
  }

  final Automation engine() {
    return instance();
  }

  AutomatedWorkflow made(String name, Json.Obj definition) {
    AutomatedWorkflow workflow =
        engine()
            .createWorkflow(new NewAutomatedWorkflow(name, definition), call("workflow.create"));
    contract.made(workflow.ref());
    return workflow;
  }

  Ref made() {
    return made(contract.freshName(), contract.definition()).ref();
  }

  AutomatedWorkflow read(Ref workflow) {
    return engine().getWorkflow(new WhichAutomatedWorkflow(workflow), call("workflow.get"));
  }

  /** A workflow that may be started. */
  Ref active(Json.Obj definition) {
    Ref workflow = made(contract.freshName(), definition).ref();
    if (supports("workflow.activate")) {
      engine().activateWorkflow(new WhichAutomatedWorkflow(workflow), call("workflow.activate"));
    }
    return workflow;
  }

  /** Of an engine that takes a moment until what was activated can be started. */
  StartedExecution started(Ref workflow, @Nullable Boolean awaited) {
    WorkflowStart start =
        new WorkflowStart(
            workflow, Json.EMPTY.with(AutomationContract.WORD, Json.of("hällo")), awaited);
    String key = UUID.randomUUID().toString();
    AtomicReference<StartedExecution> begun = new AtomicReference<>();
    for (int i = 0; i < MOST_LOOKS; i++) {
      var failure =
          Failures.of(
              () ->
                  begun.set(
                      engine()
                          .executeWorkflow(
                              start, call("workflow.execute").withIdempotencyKey(key))));
      if (begun.get() != null) {
        return begun.get();
      }
      if (failure.filter(f -> f.code() == FailureCode.UNAVAILABLE).isEmpty()) {
        throw new AssertionError("cannot be started: " + failure);
      }
      contract.letWork();
    }
    throw new AssertionError("the engine does not start " + workflow.id());
  }

  /** An execution that the engine names. */
  Ref begun(Json.Obj definition) {
    return named(started(active(definition), null));
  }

  /** The execution that was begun; where the engine does not tell it, there is nothing to test. */
  static Ref named(StartedExecution started) {
    Ref execution = started.execution();
    offered(execution != null);
    return Objects.requireNonNull(execution);
  }

  WorkflowExecution execution(Ref execution) {
    return engine().getExecution(new WhichWorkflowExecution(execution), call("execution.get"));
  }

  WorkflowExecution ended(Ref execution) {
    return awaited(execution, ENDED);
  }

  WorkflowExecution awaited(Ref execution, Set<ExecutionState> states) {
    for (int i = 0; i < MOST_LOOKS; i++) {
      WorkflowExecution now = execution(execution);
      if (states.contains(now.state())) {
        return now;
      }
      contract.letWork();
    }
    throw new AssertionError("the execution does not come so far: " + execution.id());
  }
}
