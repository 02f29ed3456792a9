package io.auterity.author;

import static io.auterity.author.StubShelf.changed;
import static io.auterity.author.StubShelf.found;
import static io.auterity.author.StubShelf.number;
import static io.auterity.author.StubShelf.page;
import static io.auterity.author.StubShelf.ref;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Done;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.automation.AutomatedWorkflow;
import io.auterity.spi.automation.AutomatedWorkflowQuery;
import io.auterity.spi.automation.AutomatedWorkflowUpdate;
import io.auterity.spi.automation.Automation;
import io.auterity.spi.automation.ExecutionState;
import io.auterity.spi.automation.NewAutomatedWorkflow;
import io.auterity.spi.automation.StartedExecution;
import io.auterity.spi.automation.WhichAutomatedWorkflow;
import io.auterity.spi.automation.WhichWorkflowExecution;
import io.auterity.spi.automation.WorkflowExecution;
import io.auterity.spi.automation.WorkflowExecutionQuery;
import io.auterity.spi.automation.WorkflowNode;
import io.auterity.spi.automation.WorkflowNodeQuery;
import io.auterity.spi.automation.WorkflowStart;
import io.auterity.spi.automation.WorkflowToCheck;
import io.auterity.spi.automation.WorkflowVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An engine in memory, for want of one in the product. A definition says in one word what its
 * executions do: {@code {"does": "give"}} gives its input back, others {@code fail} or {@code wait}
 * until they are ended.
 */
final class StubEngine implements Automation {

  /** What the suite of the kind works with here. */
  static final Map<String, String> GIVEN =
      Map.of(
          "definition", "{\"does\": \"give\"}",
          "failing", "{\"does\": \"fail\"}",
          "endless", "{\"does\": \"wait\"}",
          "unsound", "{\"does\": \"nothing\"}");

  private static final List<String> KNOWN = List.of("give", "fail", "wait");

  private final Map<Integer, AutomatedWorkflow> workflows = new TreeMap<>();
  private final List<WorkflowExecution> executions = new ArrayList<>();
  private int made;

  @Override
  public synchronized AutomatedWorkflow createWorkflow(NewAutomatedWorkflow workflow, Call call) {
    made++;
    return kept(made, workflow.name(), workflow.definition(), false);
  }

  @Override
  public synchronized AutomatedWorkflow getWorkflow(WhichAutomatedWorkflow input, Call call) {
    return workflow(input.workflow());
  }

  @Override
  public synchronized AutomatedWorkflow updateWorkflow(AutomatedWorkflowUpdate update, Call call) {
    AutomatedWorkflow before = workflow(update.workflow());
    return kept(
        number(before.ref()),
        kept(changed(update.name(), before.name())),
        kept(changed(update.definition(), before.definition())),
        before.active());
  }

  private static <T> T kept(@Nullable T after) {
    if (after == null) {
      throw new CallFailedException(
          FailureCode.INVALID, "a workflow has a name and does something");
    }
    return after;
  }

  @Override
  public synchronized Done deleteWorkflow(WhichAutomatedWorkflow input, Call call) {
    workflows.remove(number(workflow(input.workflow()).ref()));
    return Done.DONE;
  }

  @Override
  public synchronized Page<AutomatedWorkflow> listWorkflows(
      AutomatedWorkflowQuery query, Call call) {
    return page(
        List.copyOf(workflows.values()),
        each -> query.active() == null || query.active() == each.active(),
        query.cursor(),
        query.limit());
  }

  @Override
  public synchronized AutomatedWorkflow activateWorkflow(WhichAutomatedWorkflow input, Call call) {
    return active(input, true);
  }

  @Override
  public synchronized AutomatedWorkflow deactivateWorkflow(
      WhichAutomatedWorkflow input, Call call) {
    return active(input, false);
  }

  private AutomatedWorkflow active(WhichAutomatedWorkflow input, boolean active) {
    AutomatedWorkflow found = workflow(input.workflow());
    return kept(
        number(found.ref()), found.name(), Objects.requireNonNull(found.definition()), active);
  }

  @Override
  public WorkflowVerdict validateWorkflow(WorkflowToCheck input, Call call) {
    List<String> problems =
        KNOWN.contains(does(input.definition()))
            ? List.of()
            : List.of("does: must be one of " + String.join(", ", KNOWN));
    return new WorkflowVerdict(problems.isEmpty(), problems);
  }

  @Override
  public synchronized StartedExecution executeWorkflow(WorkflowStart start, Call call) {
    AutomatedWorkflow workflow = workflow(start.workflow());
    WorkflowExecution begun =
        begun(workflow, Objects.requireNonNullElse(start.input(), Json.EMPTY), null);
    boolean awaited = Boolean.TRUE.equals(start.awaited());
    return new StartedExecution(
        workflow.ref(), begun.ref(), begun.state(), awaited ? begun.output() : null);
  }

  private WorkflowExecution begun(AutomatedWorkflow workflow, Json input, @Nullable Ref retryOf) {
    String does = does(Objects.requireNonNull(workflow.definition()));
    ExecutionState state =
        switch (does) {
          case "give" -> ExecutionState.SUCCESS;
          case "wait" -> ExecutionState.RUNNING;
          default -> ExecutionState.FAILURE;
        };
    Instant now = Instant.now();
    WorkflowExecution begun =
        WorkflowExecution.builder(ref(executions.size() + 1), workflow.ref(), state)
            .startedAt(now)
            .finishedAt(state == ExecutionState.RUNNING ? null : now)
            .retryOf(retryOf)
            .output(state == ExecutionState.SUCCESS ? input : null)
            .error(state == ExecutionState.FAILURE ? "its definition does " + does : null)
            .build();
    executions.add(begun);
    return begun;
  }

  @Override
  public synchronized WorkflowExecution getExecution(WhichWorkflowExecution input, Call call) {
    return execution(input.execution());
  }

  @Override
  public synchronized Page<WorkflowExecution> listExecutions(
      WorkflowExecutionQuery query, Call call) {
    Ref asked = query.workflow();
    return page(
        executions.reversed(),
        each ->
            (asked == null || each.workflow().id().equals(asked.id()))
                && (query.state() == null || query.state() == each.state()),
        query.cursor(),
        query.limit());
  }

  @Override
  public synchronized Done stopExecution(WhichWorkflowExecution input, Call call) {
    WorkflowExecution found = execution(input.execution());
    if (found.state() == ExecutionState.RUNNING) {
      executions.set(
          number(found.ref()) - 1,
          WorkflowExecution.builder(found.ref(), found.workflow(), ExecutionState.CANCELLED)
              .startedAt(found.startedAt())
              .finishedAt(Instant.now())
              .build());
    }
    return Done.DONE;
  }

  @Override
  public synchronized WorkflowExecution retryExecution(WhichWorkflowExecution input, Call call) {
    WorkflowExecution found = execution(input.execution());
    return begun(workflow(found.workflow()), Json.EMPTY, found.ref());
  }

  @Override
  public Page<WorkflowNode> listNodes(WorkflowNodeQuery query, Call call) {
    return page(
        KNOWN.stream()
            .map(each -> new WorkflowNode(each, each, null, null, null, Json.EMPTY))
            .toList(),
        each -> query.app() == null,
        query.cursor(),
        query.limit());
  }

  private AutomatedWorkflow kept(int number, String name, Json.Obj definition, boolean active) {
    AutomatedWorkflow workflow =
        AutomatedWorkflow.builder(ref(number), name, active).definition(definition).build();
    workflows.put(number, workflow);
    return workflow;
  }

  private static String does(Json.Obj definition) {
    return Objects.requireNonNullElse(definition.text("does"), "");
  }

  private AutomatedWorkflow workflow(Ref ref) {
    return found(workflows.get(number(ref)), "workflow", ref);
  }

  private WorkflowExecution execution(Ref ref) {
    int number = number(ref);
    boolean there = number >= 1 && number <= executions.size();
    return found(there ? executions.get(number - 1) : null, "execution", ref);
  }
}
