package io.auterity.workflow.editor;

import java.time.Instant;

/**
 * A draft of a workflow: a text that is not in force, and may hold mistakes.
 *
 * @param follows version of the workflow in whose place it is published; 0 where there was none
 * @param revision 1, and one more for each saving
 * @param by name of the principal that saved it last
 */
public record WorkflowDraft(
    String id, String text, int follows, int revision, String by, Instant at) {

  /** A draft in a list, without its text. */
  public record Listed(String id, int follows, int revision, String by, Instant at) {}
}
