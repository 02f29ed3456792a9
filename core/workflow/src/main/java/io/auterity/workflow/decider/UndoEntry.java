package io.auterity.workflow.decider;

/**
 * A step that was done and is undone when the {@code try} around it fails.
 *
 * @param scope of the step, whose names its undo sees
 * @param local its place there
 */
public record UndoEntry(ScopeState scope, int local) {}
