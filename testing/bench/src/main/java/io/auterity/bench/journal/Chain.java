package io.auterity.bench.journal;

import io.auterity.spi.Json;
import io.auterity.workflow.graph.RunEngine;
import java.util.ArrayList;
import java.util.List;

/**
 * A workflow of calls, each of which takes the output of the one before, so that it begins when
 * that is durable.
 */
record Chain(int length, RunEngine engine) {

  static final String CAPABILITY = "text.pii.mask";

  /** One that the journal carries on. */
  Chain(int length) {
    this(length, RunEngine.JOURNAL);
  }

  String id() {
    return "chain_%d_%s".formatted(length, engine.wire());
  }

  String last() {
    return step(length);
  }

  private static String step(int number) {
    return "s" + number;
  }

  Json.Obj spec() {
    List<Json> steps = new ArrayList<>();
    for (int number = 1; number <= length; number++) {
      String text = number == 1 ? "x" : "${%s.text}".formatted(step(number - 1));
      steps.add(
          Json.EMPTY
              .with("id", Json.of(step(number)))
              .with("call", Json.of(CAPABILITY))
              .with("with", Json.EMPTY.with("text", Json.of(text))));
    }
    return Json.EMPTY
        .with("engine", Json.of(engine.wire()))
        .with("steps", new Json.Arr(steps))
        .with("output", Json.of("${%s.text}".formatted(last())));
  }
}
