package io.auterity.workflow.engine;

import io.auterity.spi.Json;

/** A person's answer about a call in doubt. */
public sealed interface DoubtAnswer {

  /** It did not happen: make it again. */
  record Repeat() implements DoubtAnswer {}

  /** It did not happen and shall not. */
  record Fail() implements DoubtAnswer {}

  /** It happened, with this output. */
  record Succeeded(Json output) implements DoubtAnswer {}
}
