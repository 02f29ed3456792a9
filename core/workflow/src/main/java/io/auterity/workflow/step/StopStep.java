package io.auterity.workflow.step;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.StepKind;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A step that ends the run. No {@code catch} handles that.
 *
 * @param how the run ends
 * @param reason template of why it failed
 * @param code template of the code of its failure
 * @param output template of the output of a run that succeeded
 */
record StopStep(Step.Head head, How how, Json reason, Json code, Json output) implements Step {

  static final StepKind KIND =
      new StepKind(
          StepType.STOP,
          Set.of("reason", "code", "output"),
          (head, part, inner) -> read(head, part));

  private static final Json INVALID = Json.of(FailureCode.INVALID.wire());
  private static final Json NO_REASON = Json.of("the workflow ended the run as failed");

  /** How the run ends. */
  enum How {
    SUCCEEDED,
    FAILED
  }

  private static StopStep read(Step.Head head, DefinitionPart part) {
    part.value("stop");
    How how = part.choice("stop", How.class, How.SUCCEEDED);
    Stream<String> others = how == How.FAILED ? Stream.of("output") : Stream.of("reason", "code");
    others
        .filter(part::has)
        .forEach(
            field ->
                part.wrong(
                    field,
                    "has no meaning where the run ends as " + how.name().toLowerCase(Locale.ROOT),
                    "leave it out"));
    return new StopStep(
        head,
        how,
        part.has("reason") ? part.value("reason") : NO_REASON,
        part.has("code") ? part.value("code") : INVALID,
        part.has("output") ? part.value("output") : Json.NULL);
  }

  @Override
  public StepType type() {
    return StepType.STOP;
  }

  @Override
  public Outline outline() {
    String line = how == How.FAILED ? Outline.line(reason) : Outline.line(output);
    return new Outline(how.name().toLowerCase(Locale.ROOT) + ": " + line, null, null, false);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    if (at.runsAlways()) {
      at.report(
          new Problem(
              at.path("stop"),
              "a run cannot be ended by what undoes or by 'finally'",
              "end it in a step of the try, or in 'catch'"));
    }
    Template value = at.timedTemplates().template(at.path("output"), output);
    Template why = at.templates().scalar(at.path("reason"), reason);
    Template what = at.templates().scalar(at.path("code"), code);
    if (value != null && why != null && what != null) {
      at.add(new Stop(at.head(), how, why, what, value));
    }
    return Scalar.ANY;
  }

  private record Stop(Node.Head head, How how, Template reason, Template code, Template output)
      implements Node {

    @Override
    public StepType type() {
      return StepType.STOP;
    }

    @Override
    public Json input(Bindings bindings) {
      return (how == How.FAILED ? reason : output).evaluate(bindings);
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      return how == How.FAILED
          ? new Beginning.Refusal(
              Failure.of(code(bindings), Outline.line(reason.evaluate(bindings))))
          : new Beginning.Output(output.evaluate(bindings));
    }

    private FailureCode code(Bindings bindings) {
      String text = Outline.line(code.evaluate(bindings));
      return Stream.of(FailureCode.values())
          .filter(known -> known.wire().equals(text))
          .findFirst()
          .orElse(FailureCode.INVALID);
    }

    @Override
    public Class<? extends Beginning> begins() {
      return Beginning.Output.class;
    }

    @Override
    public boolean endsRun(boolean well) {
      return well == (how == How.SUCCEEDED);
    }
  }
}
