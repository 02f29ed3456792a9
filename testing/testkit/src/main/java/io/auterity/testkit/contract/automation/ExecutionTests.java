package io.auterity.testkit.contract.automation;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.automation.ExecutionState;
import io.auterity.spi.automation.StartedExecution;
import io.auterity.spi.automation.WhichWorkflowExecution;
import io.auterity.spi.automation.WorkflowExecution;
import io.auterity.spi.automation.WorkflowExecutionQuery;
import io.auterity.testkit.contract.Slice;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an engine does with executions. */
abstract class ExecutionTests extends AutomationPart {

  ExecutionTests(AutomationContract contract) {
    super(contract);
  }

  @Test
  void aWorkflowThatIsStartedEndsWell() {
    need("workflow.create", "workflow.execute", "execution.get");
    Ref workflow = active(contract.definition());

    StartedExecution started = started(workflow, null);

    assertThat(started.workflow()).isEqualTo(workflow);
    Ref execution = named(started);
    WorkflowExecution ended = ended(execution);
    assertThat(ended.state()).isEqualTo(ExecutionState.SUCCESS);
    assertThat(ended.workflow()).isEqualTo(workflow);
    assertThat(ended.ref()).isEqualTo(execution);
    assertThat(ended.startedAt()).isNotNull();
    assertThat(ended.finishedAt()).isNotNull();
  }

  @Test
  void whatAWorkflowGivesIsToldToWhoWaits() {
    need("workflow.create", "workflow.execute");
    Ref workflow = active(contract.definition());

    StartedExecution ended = started(workflow, true);

    assertThat(ended.state()).isEqualTo(ExecutionState.SUCCESS);
    assertThat(ended.output())
        .isInstanceOfSatisfying(
            Json.Obj.class,
            output -> assertThat(output.text(AutomationContract.WORD)).isEqualTo("hällo"));
  }

  @Test
  void eachStartIsAnExecutionOfItsOwn() {
    need("workflow.create", "workflow.execute");
    Ref workflow = active(contract.definition());

    Ref first = named(started(workflow, null));

    assertThat(named(started(workflow, null))).isNotEqualTo(first);
  }

  @Test
  void executionsAreListedNewestFirstOverPages() {
    need("workflow.create", "workflow.execute", "execution.get", "execution.list");
    Ref workflow = active(contract.definition());
    Ref first = ended(named(started(workflow, null))).ref();
    Ref second = ended(named(started(workflow, null))).ref();
    Ref third = ended(named(started(workflow, null))).ref();

    assertThat(refs(workflow, null)).containsExactly(third, second, first);
  }

  @Test
  void onlyExecutionsOfAStateAreListed() {
    need("workflow.create", "workflow.execute", "execution.get", "execution.list");
    Ref good = begun(contract.definition());
    Ref bad = begun(contract.failing());
    Ref worked = ended(good).workflow();
    WorkflowExecution failed = ended(bad);

    assertThat(failed.state()).isEqualTo(ExecutionState.FAILURE);
    assertThat(refs(worked, ExecutionState.SUCCESS)).containsExactly(good);
    assertThat(refs(worked, ExecutionState.FAILURE)).isEmpty();
    assertThat(refs(failed.workflow(), ExecutionState.FAILURE)).containsExactly(bad);
  }

  @Test
  void anExecutionThatFailedSaysWhyAndIsRunAgain() {
    need("workflow.create", "workflow.execute", "execution.get", "execution.retry");
    Ref failed = begun(contract.failing());
    assertThat(ended(failed).error()).isNotBlank();

    WorkflowExecution again =
        engine().retryExecution(new WhichWorkflowExecution(failed), call("execution.retry"));

    assertThat(again.ref()).isNotEqualTo(failed);
    assertThat(ended(again.ref()).retryOf()).isEqualTo(failed);
  }

  @Test
  void anExecutionThatRunsIsStopped() {
    need("workflow.create", "workflow.execute", "execution.get", "execution.stop");
    Ref running = begun(contract.endless());
    awaited(running, EnumSet.of(ExecutionState.RUNNING, ExecutionState.WAITING));

    engine().stopExecution(new WhichWorkflowExecution(running), call("execution.stop"));

    assertThat(ended(running).state()).isEqualTo(ExecutionState.CANCELLED);
  }

  @Test
  void anExecutionThatIsNotThereIsNotFound() {
    need("workflow.create", "workflow.execute", "execution.get");
    Ref known = begun(contract.definition());
    Ref lost = new Ref(provider().id(), contract.unknown(known.id()));

    expect(FailureCode.NOT_FOUND, () -> execution(lost));
  }

  private List<Ref> refs(Ref workflow, @Nullable ExecutionState state) {
    return all(slice -> executions(workflow, state, slice), 2).stream()
        .map(WorkflowExecution::ref)
        .toList();
  }

  private Page<WorkflowExecution> executions(
      Ref workflow, @Nullable ExecutionState state, Slice slice) {
    return engine()
        .listExecutions(
            new WorkflowExecutionQuery(workflow, state, slice.cursor(), slice.limit()),
            call("execution.list"));
  }
}
