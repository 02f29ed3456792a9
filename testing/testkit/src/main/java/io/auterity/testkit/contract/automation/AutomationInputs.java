package io.auterity.testkit.contract.automation;

import io.auterity.spi.Change;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.automation.AutomatedWorkflowQuery;
import io.auterity.spi.automation.AutomatedWorkflowUpdate;
import io.auterity.spi.automation.ExecutionState;
import io.auterity.spi.automation.IntegrationQuery;
import io.auterity.spi.automation.IntegrationUpdate;
import io.auterity.spi.automation.NewAutomatedWorkflow;
import io.auterity.spi.automation.NewIntegration;
import io.auterity.spi.automation.WhichAutomatedWorkflow;
import io.auterity.spi.automation.WhichIntegration;
import io.auterity.spi.automation.WhichWorkflowExecution;
import io.auterity.spi.automation.WorkflowExecutionQuery;
import io.auterity.spi.automation.WorkflowNodeQuery;
import io.auterity.spi.automation.WorkflowStart;
import io.auterity.spi.automation.WorkflowToCheck;
import java.util.EnumSet;
import java.util.Map;

/** One input for each operation. */
final class AutomationInputs extends AutomationPart {

  AutomationInputs(AutomationContract contract) {
    super(contract);
  }

  Object of(String operation) {
    boolean real = supports(operation);
    return switch (operation) {
      case "workflow.create" ->
          new NewAutomatedWorkflow(contract.freshName(), real ? contract.definition() : Json.EMPTY);
      case "workflow.get", "workflow.delete", "workflow.activate" ->
          new WhichAutomatedWorkflow(real ? workflow() : any());
      case "workflow.deactivate" ->
          new WhichAutomatedWorkflow(real ? active(contract.definition()) : any());
      case "workflow.update" ->
          new AutomatedWorkflowUpdate(
              real ? workflow() : any(), Change.to(contract.freshName()), Change.keep());
      case "workflow.list" -> new AutomatedWorkflowQuery(null, null, null);
      case "workflow.execute" -> new WorkflowStart(real ? warm() : any(), Json.EMPTY, null);
      case "workflow.validate" -> new WorkflowToCheck(real ? contract.definition() : Json.EMPTY);
      case "execution.get" ->
          new WhichWorkflowExecution(real ? begun(contract.definition()) : any());
      case "execution.list" ->
          new WorkflowExecutionQuery(real ? workflow() : any(), null, null, null);
      case "execution.stop" -> new WhichWorkflowExecution(real ? running() : any());
      case "execution.retry" ->
          new WhichWorkflowExecution(real ? ended(begun(contract.failing())).ref() : any());
      case "node.list" -> new WorkflowNodeQuery(contract.app().orElse(null), null, null);
      case "integration.list" -> new IntegrationQuery(null, null, null);
      case "integration.create" ->
          real
              ? contract.account(contract.freshName(), SECRET)
              : new NewIntegration(
                  contract.freshName(), "any", Json.EMPTY, Map.of("token", VaultSecret.of(SECRET)));
      case "integration.update" ->
          new IntegrationUpdate(real ? account() : any(), Change.to(contract.freshName()));
      case "integration.delete" -> new WhichIntegration(real ? account() : any());
      default -> throw new AssertionError("no input for " + operation);
    };
  }

  /** One that is there, made where the engine makes any. */
  private Ref workflow() {
    return supports("workflow.create") ? made() : any();
  }

  private Ref account() {
    return engine()
        .createIntegration(
            contract.account(contract.freshName(), SECRET), call("integration.create"))
        .ref();
  }

  /** One that has been started before. */
  private Ref warm() {
    Ref workflow = active(contract.definition());
    started(workflow, null);
    return workflow;
  }

  private Ref running() {
    Ref running = begun(contract.endless());
    return awaited(running, EnumSet.of(ExecutionState.RUNNING, ExecutionState.WAITING)).ref();
  }

  private Ref any() {
    return new Ref(provider().id(), "1");
  }
}
