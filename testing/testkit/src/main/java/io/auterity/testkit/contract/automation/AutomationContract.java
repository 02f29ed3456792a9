package io.auterity.testkit.contract.automation;

import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.automation.Automation;
import io.auterity.spi.automation.NewIntegration;
import io.auterity.spi.automation.WhichAutomatedWorkflow;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.contract.OpenContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/**
 * What every {@code automation} connector must do, of what it declares. Definitions are in the
 * engine's own form, so the set-up gives them; what a test makes it deletes where the engine can.
 */
public abstract class AutomationContract extends OpenContract<Automation> {

  /** The field of an execution's input that definitions give back. */
  protected static final String WORD = "word";

  private final List<Ref> made = new ArrayList<>();

  protected AutomationContract() {
    super(Automation.class);
  }

  /**
   * Of a workflow that can be started, ends well and gives an object with the field {@link #WORD}
   * of its input; another one each time, where workflows must differ.
   */
  protected abstract Json.Obj definition();

  /** As {@link #definition}, of one that fails. */
  protected abstract Json.Obj failing();

  /** As {@link #definition}, of one that goes on until it is ended. */
  protected abstract Json.Obj endless();

  /** One that the engine could not run. */
  protected Json.Obj unsound() {
    throw new AssertionError("the set-up has no unsound definition");
  }

  /** A new account of a service, whose secret is that text. */
  protected NewIntegration account(String name, String secret) {
    throw new AssertionError("the set-up has no account for " + name);
  }

  /** A service of which the engine has building blocks. */
  protected Optional<String> app() {
    return Optional.empty();
  }

  /** A name that no workflow or account has. */
  protected String freshName() {
    return "Überfällig 日本 🚀 " + UUID.randomUUID().toString().substring(0, 8);
  }

  /** An id of something that is not there, of the same form as this one of something that is. */
  protected String unknown(String id) {
    int last = id.length() - 1;
    return Character.isDigit(id.charAt(last)) ? id + "999" : id + "nowhere";
  }

  /** Lets the engine work on, between two looks at it; override for a real one. */
  protected void letWork() {}

  /** A provider with a credential that the engine does not know; empty when it asks for none. */
  protected Optional<ProviderContext> withBadCredentials() {
    return Optional.empty();
  }

  /** A provider whose engine takes no more calls for now; empty when it takes all. */
  protected Optional<ProviderContext> withoutCallsLeft() {
    return Optional.empty();
  }

  /** Has it deleted after the test. */
  final void made(Ref workflow) {
    made.add(workflow);
  }

  @AfterEach
  void deleteWhatWasMade() {
    for (Ref workflow : supports("workflow.delete") ? made : List.<Ref>of()) {
      Failures.of(
          () ->
              instance()
                  .deleteWorkflow(new WhichAutomatedWorkflow(workflow), call("workflow.delete")));
    }
  }

  @Override
  protected final Object input(String operation, Automation instance) {
    use(instance);
    return new AutomationInputs(this).of(operation);
  }

  @Nested
  class Workflows extends AutomatedWorkflowTests {
    Workflows() {
      super(AutomationContract.this);
    }
  }

  @Nested
  class Executions extends ExecutionTests {
    Executions() {
      super(AutomationContract.this);
    }
  }

  @Nested
  class Accounts extends IntegrationTests {
    Accounts() {
      super(AutomationContract.this);
    }
  }

  @Nested
  class Refused extends AutomationRefusalTests {
    Refused() {
      super(AutomationContract.this);
    }
  }
}
