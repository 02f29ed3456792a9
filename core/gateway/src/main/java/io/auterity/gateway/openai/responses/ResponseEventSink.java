package io.auterity.gateway.openai.responses;

import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** The event sink of a response: is told what happens to it while it grows. */
@FunctionalInterface
interface ResponseEventSink {

  /** Drops the events: a whole answer tells none. */
  ResponseEventSink NOBODY = (type, fields) -> {};

  /**
   * Tells one event.
   *
   * @param type e.g. {@code response.output_item.added}
   * @param fields writes all but its type and its number
   */
  void tell(String type, Consumer<JsonGenerator> fields);
}
