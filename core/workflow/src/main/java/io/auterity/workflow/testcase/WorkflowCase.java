package io.auterity.workflow.testcase;

import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import io.auterity.spi.shape.Shapes;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A test case of a workflow.
 *
 * @param by name of the principal that saved it last
 */
public record WorkflowCase(
    String workflow, String name, CaseContent content, String by, Instant at) {

  /** A test case in a list, without what it holds. */
  public record ListedCase(String name, String by, Instant at) {}

  /**
   * What a test case holds: an input, pins in place of what is outside, and the end that is
   * expected.
   */
  public record CaseContent(
      @Description("Input of the run") @Default("{}") Json.Obj input,
      @Description("Fields of run in place of the samples, e.g. time") @Default("{}") Json.Obj run,
      @Description(
              "What steps come to in place of what they do, by their ids; by the key of one"
                  + " execution, e.g. triage[1].classify, for that one alone")
          @Size(most = 1_000)
          @Default("{}")
          Map<String, StepPin> pins,
      @Description("How the run ends; any success where nothing is said") @Default("{}")
          ExpectedEnd expects) {
    private static final Shapes READ = Shapes.ofInputs(Nearest::fix);
    private static final Shapes WRITTEN = Shapes.ofResults();

    public CaseContent {
      pins = Map.copyOf(pins);
    }

    /**
     * Reads it; what is left out has its default.
     *
     * @throws CallFailedException {@code invalid} with what is wrong
     */
    public static CaseContent of(Json.Obj json) {
      return (CaseContent) READ.read(json, CaseContent.class, "the case");
    }

    /** As it is kept. */
    public Json json() {
      return WRITTEN.write(this, CaseContent.class);
    }
  }

  /** What a step comes to in a test case: an output, null where nothing is said, or a failure. */
  public record StepPin(
      @Description("Output of the step") @Nullable Json output,
      @Description("Failure of the step in place of an output") @Nullable PinnedFailure failure) {}

  /** A failure of each try of a step. */
  public record PinnedFailure(
      @Description("Its code") FailureCode code,
      @Description("Its message") @TextForm(most = 1_000) @Default("a pin says so")
          String message) {}

  /** How a run ends that a test case expects: with an output or a failure. */
  public record ExpectedEnd(
      @Description("The whole output of the run") @Nullable Json output,
      @Description("Failure of the run") @Nullable ExpectedFailure failure) {}

  /** A failure of a run that a test case expects. */
  public record ExpectedFailure(
      @Description("Its code") FailureCode code,
      @Description("Key of the step that fails; any where nothing is said")
          @Nullable String step) {}
}
