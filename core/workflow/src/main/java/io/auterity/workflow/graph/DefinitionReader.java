package io.auterity.workflow.graph;

import io.auterity.platform.call.CallOptions;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.InputSchema;
import io.auterity.workflow.definition.StepType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the form of a workflow: fields, words and references by name, not yet expressions. */
public final class DefinitionReader {

  private static final Set<String> FIELDS =
      Set.of(
          "workflow",
          "input",
          "triggers",
          "steps",
          "output",
          "catch",
          "finally",
          "cancel",
          "timeout",
          "labels",
          "limits",
          "engine",
          "tool");

  private static final Duration LONGEST = Duration.ofDays(365);

  /** Fields by which the whole workflow is a {@code try}. */
  private static final List<String> OF_TRY = List.of("catch", "finally", "cancel");

  private enum Cancel {
    UNDO,
    LEAVE
  }

  private final List<Problem> problems = new ArrayList<>();

  private final List<StepKind> kinds;

  private DefinitionReader(List<StepKind> kinds) {
    this.kinds = kinds;
  }

  /** A definition as far as it could be read, and what is wrong with it. */
  public record Read(Definition definition, List<Problem> problems) {
    public Read {
      problems = List.copyOf(problems);
    }
  }

  /** Reads the spec of the workflow of that id. */
  public static Read read(String id, Json.Obj spec, List<StepKind> kinds) {
    DefinitionReader reader = new DefinitionReader(kinds);
    Definition definition = reader.definition(id, new DefinitionPart("", spec, reader.problems));
    return new Read(definition, reader.problems);
  }

  private Definition definition(String id, DefinitionPart part) {
    part.only(FIELDS);
    name(id, part);
    boolean whole = OF_TRY.stream().anyMatch(part::has);
    StepReader reader = new StepReader(kinds, problems);
    Json.Obj input = InputSchema.read(part);
    Definition definition =
        new Definition(
            id,
            input,
            whole ? List.of(reader.whole(part, tries())) : reader.steps(part, "steps"),
            whole ? null : part.get("output"),
            part.choice("cancel", Cancel.class, Cancel.UNDO) == Cancel.UNDO,
            part.has("timeout") ? part.duration("timeout", LONGEST, LONGEST) : null,
            labels(part.part("labels")),
            WorkflowLimits.read(part),
            part.has("engine") ? part.choice("engine", RunEngine.class, RunEngine.JOURNAL) : null,
            ToolRules.read(id, input, part));
    Set<String> seen = new HashSet<>();
    definition.all().forEach(step -> unique(step, seen));
    return definition;
  }

  private static Map<String, Json> labels(DefinitionPart part) {
    part.names().stream()
        .filter(name -> !CallOptions.isLabel(name))
        .forEach(
            name ->
                part.wrong(
                    name,
                    "'%s' is no name of a label".formatted(name),
                    "use letters, digits, _, . and -, at most 64, and begin with a letter"));
    return part.object().fields();
  }

  private StepKind tries() {
    return kinds.stream().filter(kind -> kind.type() == StepType.TRY).findFirst().orElseThrow();
  }

  private static void name(String id, DefinitionPart part) {
    if (part.has("workflow") && !part.text("workflow").equals(id)) {
      part.wrong("workflow", "must be the id of the resource, '%s'".formatted(id), "use that id");
    }
  }

  private void unique(Step step, Set<String> seen) {
    claim(step.id(), step.head().path() + ".id", seen);
    step.names().forEach((field, word) -> claim(word, step.head().path() + "." + field, seen));
  }

  private void claim(String word, String path, Set<String> seen) {
    if (!word.isEmpty() && !seen.add(word)) {
      problems.add(
          new Problem(
              path,
              "'%s' already names another step or item".formatted(word),
              "choose a name that occurs once in the workflow"));
    }
  }
}
