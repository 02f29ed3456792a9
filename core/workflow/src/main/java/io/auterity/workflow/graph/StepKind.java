package io.auterity.workflow.graph;

import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.StepType;
import java.util.Locale;
import java.util.Set;

/**
 * A kind of step: the field that names it, which others it has, and how it is read.
 *
 * @param fields besides the one of its name and {@link #OF_ALL}
 */
public record StepKind(StepType type, Set<String> fields, Form form) {

  /** Id of the step that stands for all of a workflow; no other step can have it. */
  static final String WHOLE = "run";

  /** The fields of each step. */
  public static final Set<String> OF_ALL = Set.of("id", "after", "when", "undo");

  public StepKind {
    fields = Set.copyOf(fields);
  }

  /** The field by which a step is of this kind. */
  public String name() {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** Reads a step of this kind; what is wrong goes to the part. */
  @FunctionalInterface
  public interface Form {

    /**
     * Reads the step of a part.
     *
     * @param inner reads the steps that it holds
     */
    Step read(Step.Head head, DefinitionPart part, StepReader inner);
  }
}
