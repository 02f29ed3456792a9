package io.auterity.workflow.step;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.CheckBound;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.InputRules;
import io.auterity.workflow.definition.StepDurations;
import io.auterity.workflow.graph.Compilation;
import io.auterity.workflow.graph.Definition;
import io.auterity.workflow.graph.DefinitionLimits;
import io.auterity.workflow.graph.DefinitionReader;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.graph.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and compiles a workflow; what would go wrong at run time is told now where it can be. */
public final class WorkflowCompiler {

  private final Signatures signatures;
  private final boolean rules;

  public WorkflowCompiler(Signatures signatures) {
    this(signatures, true);
  }

  private WorkflowCompiler(Signatures signatures, boolean rules) {
    this.signatures = signatures;
    this.rules = rules;
  }

  /**
   * Compiles what was accepted before: every capability is there and takes anything, and rules that
   * came later do not bind it.
   */
  public static WorkflowCompiler ofAccepted() {
    return new WorkflowCompiler(Signatures.unchecked(), false);
  }

  /**
   * A workflow, or what is wrong with it.
   *
   * @param workflow empty exactly when there are problems
   */
  public record Compiled(Optional<Workflow> workflow, List<Problem> problems) {
    public Compiled {
      problems = List.copyOf(problems);
    }
  }

  /** Compiles the spec of the workflow of that id, however long it takes. */
  public Compiled compile(String id, Json.Obj spec) {
    return compile(id, spec, CheckBound.NONE);
  }

  /**
   * Compiles the spec of the workflow of that id.
   *
   * @param bound asked before each step
   */
  public Compiled compile(String id, Json.Obj spec, CheckBound bound) {
    return compile(id, spec, bound, Compilation.Observer.NONE);
  }

  /** As {@link #compile(String, Json.Obj, CheckBound)}; an observer sees each step. */
  public Compiled compile(
      String id, Json.Obj spec, CheckBound bound, Compilation.Observer observer) {
    DefinitionReader.Read read = DefinitionReader.read(id, spec, StepKinds.ALL);
    List<Problem> problems = new ArrayList<>(read.problems());
    List<Problem> large = rules ? DefinitionLimits.problems(spec, read.definition()) : List.of();
    if (!large.isEmpty()) {
      problems.addAll(large);
      return new Compiled(Optional.empty(), problems);
    }
    // Expressions are compiled also when the form is wrong, so that all is told at once.
    Optional<Workflow> workflow =
        new Compilation(read.definition(), signatures, problems, bound, observer).run();
    if (rules) {
      later(spec, read.definition()).stream()
          .filter(problem -> isNew(problem, problems))
          .toList()
          .forEach(problems::add);
    }
    return new Compiled(problems.isEmpty() ? workflow : Optional.empty(), problems);
  }

  private static List<Problem> later(Json.Obj spec, Definition definition) {
    List<Problem> problems = new ArrayList<>(InputRules.problems(spec, definition.input()));
    definition
        .all()
        .forEach(
            step ->
                step.durations()
                    .forEach(
                        (field, value) ->
                            check(step.head().path() + "." + field, value, definition, problems)));
    return problems;
  }

  private static void check(
      String path, Json value, Definition definition, List<Problem> problems) {
    StepDurations.check(path, value, problems);
    if (definition.timeout() != null) {
      StepDurations.check(path, value, definition.timeout(), problems);
    }
  }

  private static boolean isNew(Problem problem, List<Problem> known) {
    return known.stream().noneMatch(other -> other.path().equals(problem.path()));
  }
}
