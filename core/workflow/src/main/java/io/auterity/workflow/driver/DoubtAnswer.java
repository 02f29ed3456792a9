package io.auterity.workflow.driver;

import io.auterity.spi.Json;
import java.util.Objects;

/** A person's answer about a call in doubt. */
public sealed interface DoubtAnswer {

  /** It did not happen: make it again. */
  record Repeat() implements DoubtAnswer {}

  /** It did not happen and shall not. */
  record Fail() implements DoubtAnswer {}

  /** It happened, with this output. */
  record Succeeded(Json output) implements DoubtAnswer {}

  /** As the inbox of its run keeps it. */
  default Json json() {
    return switch (this) {
      case Repeat r -> Json.EMPTY.with("answer", Json.of("repeat"));
      case Fail f -> Json.EMPTY.with("answer", Json.of("fail"));
      case Succeeded(Json output) ->
          Json.EMPTY.with("answer", Json.of("succeeded")).with("output", output);
    };
  }

  /**
   * Reads what {@link #json} gave.
   *
   * @throws IllegalArgumentException when it is no answer
   */
  static DoubtAnswer read(Json json) {
    Json.Obj answer = json instanceof Json.Obj known ? known : Json.EMPTY;
    return switch (Objects.requireNonNullElse(answer.text("answer"), "")) {
      case "repeat" -> new Repeat();
      case "fail" -> new Fail();
      case "succeeded" ->
          new Succeeded(Objects.requireNonNullElse(answer.get("output"), Json.NULL));
      default -> throw new IllegalArgumentException("unknown answer: " + answer.text("answer"));
    };
  }
}
