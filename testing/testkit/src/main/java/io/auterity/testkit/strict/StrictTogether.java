package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;

/**
 * Together's chat completions. Sources: the vendor's description of its API (roles, pieces of a
 * message, words for thinking, likelihoods as a number); any-llm 714 (the words and form of its
 * refusals). Whether it refuses fields that it does not know is not known.
 */
public final class StrictTogether extends StrictChat {

  private static final String SAID = "Input validation error (%s: %s)";

  private static final List<StrictRule> RULES =
      List.of(
          StrictRule.form("messages[*].role", "system|user|assistant|tool|function", SAID),
          StrictRule.form(
              "messages[*].content[*].type",
              "text|image_url|video_url|audio_url|input_audio",
              SAID),
          StrictRule.form("tools[*].type", "function", SAID),
          StrictRule.form("reasoning_effort", "low|medium|high", SAID),
          StrictRule.when(
              asked -> asked.has("logprobs") && asked.number("logprobs") == null,
              "Input validation error (logprobs)"),
          StrictChat::pairs);

  @Override
  Json.Obj thoughts(String words) {
    return Json.EMPTY.with("reasoning", text(words));
  }

  @Override
  List<StrictRule> rules() {
    return RULES;
  }

  @Override
  Json error(StrictRule.Refusal refusal) {
    return json("{'message': %s, 'type_': 'invalid_request_error'}", text(refusal.message()));
  }
}
