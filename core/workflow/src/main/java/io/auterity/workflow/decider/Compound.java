package io.auterity.workflow.decider;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Node;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node that holds scopes while it is under way. */
public interface Compound extends Node {

  /**
   * The state of the step once it has begun.
   *
   * @param number the arm, or how many items, as its event tells
   */
  HeldScopes hold(HeldScopes.Place place, int number);

  /**
   * What the step has given, from the exports of its scopes alone; null when they do not tell it,
   * so that an event of its own does.
   *
   * @param path of the step
   * @param number the arm, or how many items, as its event tells
   * @return null when a scope has not ended well
   */
  default @Nullable Json output(IndexPath path, int number, Exports exports) {
    return null;
  }

  /** Whether it goes on where one of its scopes has failed. */
  default boolean toleratesFailure() {
    return false;
  }

  /**
   * Whether what happens in one of its scopes follows what happened in another.
   *
   * @param scope the earlier one
   * @param index of it, where it has one
   * @param other the later one
   * @param otherIndex of that, where it has one
   */
  default boolean follows(int scope, int index, int other, int otherIndex) {
    return false;
  }

  /**
   * What a name means in its scopes alone; null when nothing.
   *
   * @param around what the step itself sees
   * @param path of a step in such a scope
   * @param depth how many indexes lead to the step itself
   */
  default @Nullable Json local(
      String name, Bindings around, IndexPath path, int depth, History history) {
    return null;
  }

  /** What the journal says of a step that holds scopes besides how it began and ended. */
  interface History {

    /** That its round of that index began; empty for the first. */
    Optional<RunEvent.Rounded> round(int index);

    /** How its failure was handled. */
    Optional<RunEvent.Handled> handled();
  }

  /** The exports of scopes that have ended. */
  @FunctionalInterface
  interface Exports {

    /** Null when the scope has not ended well. */
    @Nullable Json of(int scope, IndexPath path);
  }
}
