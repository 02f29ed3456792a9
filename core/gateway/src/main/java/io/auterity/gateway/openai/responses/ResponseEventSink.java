package io.auterity.gateway.openai.responses;

import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Is told what happens to an answer while it grows. */
@FunctionalInterface
interface ResponseEventSink {

  /** Of a whole answer nobody is told how it grew. */
  ResponseEventSink NOBODY = (type, fields) -> {};

  /**
   * Tells one event.
   *
   * @param type e.g. {@code response.output_item.added}
   * @param fields writes all but its type and its number
   */
  void tell(String type, Consumer<JsonGenerator> fields);
}
