package io.auterity.workflow.graph;

import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and compiles a workflow; what would go wrong at run time is told now where it can be. */
public final class WorkflowCompiler {

  private final Signatures signatures;

  public WorkflowCompiler(Signatures signatures) {
    this.signatures = signatures;
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

  /** Compiles the spec of the workflow of that id. */
  public Compiled compile(String id, Json.Obj spec) {
    DefinitionReader.Read read = DefinitionReader.read(id, spec);
    List<Problem> problems = new ArrayList<>(read.problems());
    // Expressions are compiled also when the form is wrong, so that all is told at once.
    Optional<Workflow> workflow = new Compilation(read.definition(), signatures, problems).run();
    return new Compiled(workflow, problems);
  }
}
