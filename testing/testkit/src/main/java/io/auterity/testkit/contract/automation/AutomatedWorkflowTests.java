package io.auterity.testkit.contract.automation;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.automation.AutomatedWorkflow;
import io.auterity.spi.automation.AutomatedWorkflowQuery;
import io.auterity.spi.automation.AutomatedWorkflowUpdate;
import io.auterity.spi.automation.WhichAutomatedWorkflow;
import io.auterity.spi.automation.WorkflowToCheck;
import io.auterity.testkit.contract.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an engine does with workflows. */
abstract class AutomatedWorkflowTests extends AutomationPart {

  AutomatedWorkflowTests(AutomationContract contract) {
    super(contract);
  }

  @Test
  void aCreatedWorkflowIsReadAndListed() {
    need("workflow.create", "workflow.get", "workflow.list");
    String name = contract.freshName();
    AutomatedWorkflow made = made(name, contract.definition());

    assertThat(made.ref().provider()).isEqualTo(provider().id());
    assertThat(made.name()).isEqualTo(name);
    assertThat(read(made.ref()).name()).isEqualTo(name);
    assertThat(read(made.ref()).definition()).isNotNull();
    assertThat(all(slice -> workflows(null, slice), 2))
        .extracting(AutomatedWorkflow::ref)
        .doesNotHaveDuplicates()
        .contains(made.ref());
  }

  @Test
  void aWorkflowThatIsRenamedDoesWhatItDid() {
    need("workflow.create", "workflow.get", "workflow.update");
    Ref workflow = made();
    Json.Obj before = read(workflow).definition();
    String name = contract.freshName();

    AutomatedWorkflow after = update(workflow, Change.to(name), Change.keep());

    assertThat(after.name()).isEqualTo(name);
    assertThat(read(workflow).name()).isEqualTo(name);
    assertThat(read(workflow).definition()).isEqualTo(before);
  }

  @Test
  void whatAWorkflowDoesIsReplacedUnderItsName() {
    need("workflow.create", "workflow.get", "workflow.update");
    Ref workflow = made();
    AutomatedWorkflow before = read(workflow);

    update(workflow, Change.keep(), Change.to(contract.failing()));

    assertThat(read(workflow).name()).isEqualTo(before.name());
    assertThat(read(workflow).definition()).isNotEqualTo(before.definition());
  }

  @Test
  void aDeletedWorkflowIsGone() {
    need("workflow.create", "workflow.get", "workflow.delete");
    Ref workflow = made();

    engine().deleteWorkflow(new WhichAutomatedWorkflow(workflow), call("workflow.delete"));

    expect(FailureCode.NOT_FOUND, () -> read(workflow));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    need("workflow.create", "workflow.get");
    Ref lost = new Ref(provider().id(), contract.unknown(made().id()));

    expect(FailureCode.NOT_FOUND, () -> read(lost));
    if (supports("workflow.activate")) {
      expect(
          FailureCode.NOT_FOUND,
          () ->
              engine()
                  .activateWorkflow(new WhichAutomatedWorkflow(lost), call("workflow.activate")));
    }
  }

  @Test
  void aWorkflowIsActiveUntilItIsDeactivated() {
    need("workflow.create", "workflow.activate", "workflow.deactivate", "workflow.list");
    Ref workflow = active(contract.definition());

    assertThat(all(slice -> workflows(true, slice), 50))
        .extracting(AutomatedWorkflow::ref)
        .contains(workflow);
    AutomatedWorkflow after =
        engine()
            .deactivateWorkflow(new WhichAutomatedWorkflow(workflow), call("workflow.deactivate"));

    assertThat(after.active()).isFalse();
    assertThat(all(slice -> workflows(true, slice), 50))
        .extracting(AutomatedWorkflow::ref)
        .doesNotContain(workflow);
  }

  @Test
  void aDefinitionIsSoundOrItIsToldWhyNot() {
    need("workflow.validate");

    assertThat(problems(contract.definition())).isEmpty();
    assertThat(problems(contract.unsound())).isNotEmpty();
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    need("workflow.list");
    for (int limit : new int[] {0, 201}) {
      expect(FailureCode.INVALID, () -> workflows(null, new Slice(null, limit)));
    }
  }

  private List<String> problems(Json.Obj definition) {
    var verdict =
        engine().validateWorkflow(new WorkflowToCheck(definition), call("workflow.validate"));
    assertThat(verdict.valid()).isEqualTo(verdict.problems().isEmpty());
    return verdict.problems();
  }

  private AutomatedWorkflow update(Ref workflow, Change<String> name, Change<Json.Obj> definition) {
    return engine()
        .updateWorkflow(
            new AutomatedWorkflowUpdate(workflow, name, definition), call("workflow.update"));
  }

  private Page<AutomatedWorkflow> workflows(@Nullable Boolean active, Slice slice) {
    return engine()
        .listWorkflows(
            new AutomatedWorkflowQuery(active, slice.cursor(), slice.limit()),
            call("workflow.list"));
  }
}
