package io.auterity.spi.automation;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/**
 * Engines outside that run workflows of their own: the workflows, their executions, the building
 * blocks they are made of and the accounts of services that they use. A definition is in the
 * engine's own form.
 */
@Kind("automation")
public interface Automation {

  @Operation(
      resource = "workflow",
      verb = "create",
      summary = "Create a workflow",
      effect = Effect.NON_IDEMPOTENT)
  default AutomatedWorkflow createWorkflow(NewAutomatedWorkflow workflow, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "workflow",
      verb = "get",
      summary = "Read one workflow with its definition",
      effect = Effect.NONE)
  default AutomatedWorkflow getWorkflow(WhichAutomatedWorkflow input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "workflow",
      verb = "update",
      summary = "Change fields of a workflow",
      effect = Effect.IDEMPOTENT)
  default AutomatedWorkflow updateWorkflow(AutomatedWorkflowUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "workflow",
      verb = "delete",
      summary = "Delete a workflow",
      effect = Effect.IDEMPOTENT)
  default Done deleteWorkflow(WhichAutomatedWorkflow input, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "workflow", verb = "list", summary = "List workflows", effect = Effect.NONE)
  default Page<AutomatedWorkflow> listWorkflows(AutomatedWorkflowQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "workflow",
      verb = "activate",
      summary = "Let the triggers of a workflow start it",
      effect = Effect.IDEMPOTENT)
  default AutomatedWorkflow activateWorkflow(WhichAutomatedWorkflow input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "workflow",
      verb = "deactivate",
      summary = "Keep the triggers of a workflow from starting it",
      effect = Effect.IDEMPOTENT)
  default AutomatedWorkflow deactivateWorkflow(WhichAutomatedWorkflow input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "workflow",
      verb = "execute",
      summary = "Start a workflow",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default StartedExecution executeWorkflow(WorkflowStart start, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "workflow",
      verb = "validate",
      summary = "Tell what is wrong with the definition of a workflow",
      effect = Effect.NONE)
  default WorkflowVerdict validateWorkflow(WorkflowToCheck input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "execution",
      verb = "get",
      summary = "Read one execution",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default WorkflowExecution getExecution(WhichWorkflowExecution input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "execution",
      verb = "list",
      summary = "List executions, newest first",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Page<WorkflowExecution> listExecutions(WorkflowExecutionQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "execution",
      verb = "stop",
      summary = "End an execution that runs or waits",
      effect = Effect.IDEMPOTENT)
  default Done stopExecution(WhichWorkflowExecution input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "execution",
      verb = "retry",
      summary = "Run an execution again",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default WorkflowExecution retryExecution(WhichWorkflowExecution input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "node",
      verb = "list",
      summary = "List the building blocks of workflows",
      effect = Effect.NONE)
  default Page<WorkflowNode> listNodes(WorkflowNodeQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "integration",
      verb = "list",
      summary = "List accounts of outside services, never their secrets",
      effect = Effect.NONE)
  default Page<Integration> listIntegrations(IntegrationQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "integration",
      verb = "create",
      summary = "Give workflows an account of an outside service",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.SECRET)
  default Integration createIntegration(NewIntegration integration, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "integration",
      verb = "update",
      summary = "Rename an account of an outside service, or replace what it holds",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.SECRET)
  default Integration updateIntegration(IntegrationUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "integration",
      verb = "delete",
      summary = "Delete an account of an outside service with what it holds",
      effect = Effect.IDEMPOTENT)
  default Done deleteIntegration(WhichIntegration input, Call call) {
    throw call.unsupported();
  }
}
