package io.auterity.workflow.step;

import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.Template.Constant;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.Json;
import io.auterity.spi.script.ScriptRun;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Node.OnInDoubt;
import io.auterity.workflow.graph.Signatures.Signature;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.StepKind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A step that runs a script (JavaScript): a call of {@code script.code.run}, whose code is no
 * template.
 *
 * @param with template of what the script is given
 * @param timeout of the script alone, without the wait for its turn
 */
record ScriptStep(Step.Head head, String code, Json with, Duration timeout) implements Step {

  static final StepKind KIND =
      new StepKind(
          StepType.SCRIPT, Set.of("with", "timeout"), (head, part, inner) -> read(head, part));

  private static final String CAPABILITY = "script.code.run";
  private static final String SCRIPT = "script";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** For its turn, and for the start of what runs it. */
  private static final Duration TURN = Duration.ofMinutes(1);

  private static final Pattern EXPORT =
      Pattern.compile("\\bexport\\s+default\\b|\\bas\\s+default\\b");

  private static ScriptStep read(Step.Head head, DefinitionPart part) {
    String code = part.text(SCRIPT);
    if (code.length() > ScriptRun.LONGEST) {
      part.wrong(
          SCRIPT,
          "has %d characters, at most %d".formatted(code.length(), ScriptRun.LONGEST),
          "split it, or give it data in with");
    } else if (!code.isEmpty() && !EXPORT.matcher(code).find()) {
      part.wrong(
          SCRIPT,
          "has no default export, which is the function that is run",
          "write e.g. export default ({orders}) => orders.length");
    }
    Json with = part.get("with");
    return new ScriptStep(
        head,
        code,
        with == null ? Json.EMPTY : with,
        part.duration("timeout", TIMEOUT, ScriptRun.MOST));
  }

  @Override
  public StepType type() {
    return StepType.SCRIPT;
  }

  @Override
  public Outline outline() {
    return Outline.of(Json.of(code.strip().lines().findFirst().orElse("")));
  }

  @Override
  public ValueType compile(StepCompilation at) {
    Template given = at.timedTemplates().template(at.path("with"), with);
    if (given != null) {
      Template input =
          new Template.ObjectOf(
              Map.of(
                  "code", new Constant(Json.of(code)),
                  "input", given,
                  "within", new Constant(Json.of(timeout.toString()))));
      at.add(
          new Node.Call(
              at.head(),
              StepType.SCRIPT,
              CAPABILITY,
              input,
              Map.of(),
              null,
              timeout.plus(TURN),
              null,
              OnInDoubt.RETRY));
    }
    return at.signatures().find(CAPABILITY).map(Signature::output).orElse(Scalar.ANY);
  }
}
