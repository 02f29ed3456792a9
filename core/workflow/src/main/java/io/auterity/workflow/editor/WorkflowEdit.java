package io.auterity.workflow.editor;

import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/**
 * One edit of a workflow's text.
 *
 * @param edit what is done
 * @param step id of the step that is changed, moved, removed or renamed
 * @param path of what is set or removed, e.g. {@code spec.output}; inside of the step where one is
 *     named, e.g. {@code with.text}
 * @param value that is set, or the step that is added
 * @param after id of the step behind which one is put
 * @param in path of the list into which one is put, where it is behind none: {@code spec.steps}
 *     when absent
 * @param at its place in that list; at the end when absent
 * @param to the new id of a step
 * @param text steps that are added in place of {@code value}: YAML of one or of a list, whose ids
 *     become others where they are taken
 */
public record WorkflowEdit(
    Verb edit,
    @Nullable String step,
    @Nullable String path,
    @Nullable Json value,
    @Nullable String after,
    @Nullable String in,
    @Nullable Integer at,
    @Nullable String to,
    @Nullable String text) {

  /** What an edit does. */
  public enum Verb {
    ADD,
    SET,
    REMOVE,
    MOVE,
    RENAME
  }
}
