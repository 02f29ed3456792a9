package io.auterity.workflow.graph;

import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node that waits for messages to its run. */
public interface MessageWait extends Node {

  /** The name by which the inbox has the callback of a step; no signal has it. */
  static String callback(String step) {
    return "callback:" + step;
  }

  /** Name of the signal, or of the callback, that it waits for; null when it waits for none. */
  @Nullable String signal();

  /** Whether it waits for an event, which what it asks for says. */
  default boolean awaitsEvent() {
    return false;
  }

  /** What is wrong with a message that it would take; empty when it fits. */
  default List<Problem> problems(Json payload) {
    return List.of();
  }

  /**
   * What becomes of it when its time has come: it is done, fails, or waits on.
   *
   * @param asked what it asks for, as the journal tells
   */
  Beginning due(Json asked);

  /**
   * What a message makes of it: it is done, or waits on.
   *
   * @param message what it says
   * @throws CallFailedException when the message has no effect
   */
  Beginning received(Json asked, Json message);

  @Override
  default Class<? extends Beginning> begins() {
    return Beginning.Question.class;
  }
}
