package io.auterity.testkit.contract.automation;

import static io.auterity.testkit.contract.Failures.expect;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.automation.AutomatedWorkflowQuery;
import io.auterity.spi.automation.NewAutomatedWorkflow;
import io.auterity.testkit.FakeCall;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an engine reports that it refuses, or that the caller no longer waits. */
abstract class AutomationRefusalTests extends AutomationPart {

  AutomationRefusalTests(AutomationContract contract) {
    super(contract);
  }

  @Test
  void aCredentialThatIsNotKnownIsToldAsThat() {
    refuses(contract.withBadCredentials(), FailureCode.UNAUTHENTICATED);
  }

  @Test
  void anEngineThatTakesNoMoreCallsSaysWhenItWill() {
    refuses(contract.withoutCallsLeft(), FailureCode.RATE_LIMITED);
  }

  private void refuses(Optional<ProviderContext> found, FailureCode code) {
    offered(found.isPresent());
    ProviderContext refused = found.orElseThrow();
    expect(
        code,
        () ->
            open(refused)
                .listWorkflows(
                    new AutomatedWorkflowQuery(null, null, null), call("workflow.list", refused)));
  }

  @Test
  void whoHasGoneMakesNothing() {
    need("workflow.create");
    FakeCall gone = call("workflow.create");
    gone.cancel();
    NewAutomatedWorkflow workflow =
        new NewAutomatedWorkflow(contract.freshName(), contract.definition());

    expect(FailureCode.CANCELLED, () -> engine().createWorkflow(workflow, gone));
  }

  @Test
  void whoIsLateGetsNothing() {
    need("workflow.list");
    FakeCall late = call("workflow.list").withRemaining(Duration.ZERO);

    expect(
        FailureCode.TIMEOUT,
        () -> engine().listWorkflows(new AutomatedWorkflowQuery(null, null, null), late));
  }
}
