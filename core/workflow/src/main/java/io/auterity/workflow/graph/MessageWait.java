package io.auterity.workflow.graph;

import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/** A node that waits for messages to its run. */
public interface MessageWait extends Node {

  /** Name of the signal that it waits for; null when it waits for none. */
  @Nullable String signal();

  /**
   * What becomes of it when its time has come: it is done, fails, or waits on.
   *
   * @param asked what it asks for, as the journal tells
   */
  Beginning due(Json asked);

  @Override
  default Class<? extends Beginning> begins() {
    return Beginning.Question.class;
  }
}
