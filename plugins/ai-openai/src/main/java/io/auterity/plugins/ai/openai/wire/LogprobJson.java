package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.toolkit.ai.JsonLogprobs;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.List;

/** The field of a choice that tells how likely its tokens were. */
final class LogprobJson {

  /** The tokens of the text and those of a refusal; empty where none are told. */
  static List<TokenLogprob> read(Json.Obj choice) {
    Json.Obj told = ReplyFields.object(choice, "logprobs");
    List<TokenLogprob> tokens = new ArrayList<>();
    for (String place : List.of("content", "refusal")) {
      tokens.addAll(JsonLogprobs.read(ReplyFields.objects(told, place)));
    }
    return tokens;
  }

  static List<TokenLogprob> tokens(List<Json.Obj> told) {
    return JsonLogprobs.read(told);
  }
}
