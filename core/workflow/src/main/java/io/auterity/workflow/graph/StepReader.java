package io.auterity.workflow.graph;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads steps. The field that names the kind of a step decides which others it may have. */
public final class StepReader {

  private final TreeMap<String, StepKind> kinds = new TreeMap<>();
  private final List<Problem> problems;

  StepReader(List<StepKind> kinds, List<Problem> problems) {
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
    this.problems = problems;
  }

  /** Says that something is wrong. */
  public void report(Problem problem) {
    problems.add(problem);
  }

  /** Reads the steps of that field, and what their scope exports. */
  public Step.Body body(DefinitionPart part, String name) {
    return body(part, name, null);
  }

  /**
   * Reads the steps of that field, and what their scope exports.
   *
   * @param label the condition under which they are taken, or their name
   */
  public Step.Body body(DefinitionPart part, String name, @Nullable Json label) {
    return new Step.Body(part.path(), name, label, steps(part, name), part.get("output"));
  }

  /** Reads the steps of that field, whose scope exports nothing. */
  public Step.Body bare(DefinitionPart part, String name) {
    return new Step.Body(part.path(), name, Json.of(name), steps(part, name), null);
  }

  /** The workflow itself as one step of a kind. */
  Step whole(DefinitionPart part, StepKind kind) {
    return kind.form().read(new Step.Head(StepKind.WHOLE, "", null, null, null), part, this);
  }

  List<Step> steps(DefinitionPart parent, String name) {
    List<Step> steps = new ArrayList<>();
    for (DefinitionPart part : parent.parts(name)) {
      kind(part).map(kind -> step(part, kind)).ifPresent(steps::add);
    }
    if (parent.has(name) && parent.list(name).isEmpty()) {
      parent.wrong(name, "at least one step is needed", "add a step");
    }
    return steps;
  }

  private Optional<StepKind> kind(DefinitionPart part) {
    List<StepKind> found = kinds.values().stream().filter(kind -> part.has(kind.name())).toList();
    if (found.size() == 1) {
      return Optional.of(found.getFirst());
    }
    if (found.isEmpty()) {
      untyped(part);
    } else {
      List<String> names = found.stream().map(StepKind::name).toList();
      problems.add(
          new Problem(
              part.path(),
              "a step has one type, this one has " + String.join(" and ", names),
              "make two steps of it"));
    }
    return Optional.empty();
  }

  private void untyped(DefinitionPart part) {
    Set<String> known = new TreeSet<>(StepKind.OF_ALL);
    kinds.values().forEach(kind -> known.addAll(kind.fields()));
    for (String name : part.names()) {
      if (!known.contains(name)) {
        part.wrong(
            name, "there is no step type '%s'".formatted(name), Nearest.fix(name, kinds.keySet()));
        return;
      }
    }
    problems.add(
        new Problem(
            part.path(),
            "the step has no type",
            "add one of " + String.join(", ", kinds.keySet())));
  }

  private Step step(DefinitionPart part, StepKind kind) {
    Set<String> fields = new TreeSet<>(kind.fields());
    fields.addAll(StepKind.OF_ALL);
    fields.add(kind.name());
    part.only(fields);
    Step.Head head =
        new Step.Head(
            part.word("id"),
            part.path(),
            part.has("after") ? after(part) : null,
            part.get("when"),
            part.has("undo") ? bare(part, "undo") : null);
    return kind.form().read(head, part, this);
  }

  private static List<String> after(DefinitionPart part) {
    if (part.get("after") instanceof Json.Str(String single)) {
      return List.of(single);
    }
    List<String> names = new ArrayList<>();
    for (Json item : part.list("after")) {
      if (item instanceof Json.Str(String name)) {
        names.add(name);
      } else {
        part.wrong("after", "must hold ids of steps", "write e.g. after: [mask, classify]");
      }
    }
    return names;
  }
}
