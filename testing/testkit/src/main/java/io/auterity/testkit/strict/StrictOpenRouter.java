package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;

/** OpenRouter, which takes fields that it does not know. */
public final class StrictOpenRouter extends StrictChat {

  /** What it seals a thought with. */
  public static final String SEAL = "c2VhbGVkLWJ5LW9wZW5yb3V0ZXI=";

  @Override
  List<StrictRule> rules() {
    return List.of(StrictRule.longest("user", 128));
  }

  // Its page on reasoning tokens: "Preserving reasoning blocks".
  @Override
  Json.Obj thoughts(String words) {
    return (Json.Obj)
        json(
            "{'reasoning': %1$s, 'reasoning_details': [{'type': 'reasoning.text', 'text': %1$s, 'index': 0, 'format': 'unknown'}, {'type': 'reasoning.encrypted', 'data': '%2$s', 'index': 1, 'format': 'unknown'}]}",
            text(words), SEAL);
  }
}
