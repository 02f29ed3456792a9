package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The field of a candidate that tells how likely its tokens were: those that were chosen, and in
 * another list the likeliest at each step.
 */
final class LogprobsResult {

  /** The tokens; one without a likelihood is left out. */
  static List<TokenLogprob> read(Json.Obj told) {
    List<Json.Obj> chosen = ReplyFields.objects(told, "chosenCandidates");
    List<Json.Obj> steps = ReplyFields.objects(told, "topCandidates");
    List<TokenLogprob> tokens = new ArrayList<>(chosen.size());
    for (int i = 0; i < chosen.size(); i++) {
      Double logprob = logprob(chosen.get(i));
      if (logprob != null) {
        List<TokenLogprob.Candidate> top = i < steps.size() ? top(steps.get(i)) : List.of();
        tokens.add(
            new TokenLogprob(word(chosen.get(i)), logprob, null, top.isEmpty() ? null : top));
      }
    }
    return tokens;
  }

  private static List<TokenLogprob.Candidate> top(Json.Obj step) {
    List<TokenLogprob.Candidate> top = new ArrayList<>();
    for (Json.Obj one : ReplyFields.objects(step, "candidates")) {
      Double logprob = logprob(one);
      if (logprob != null) {
        top.add(new TokenLogprob.Candidate(word(one), logprob, null));
      }
    }
    return top;
  }

  private static String word(Json.Obj token) {
    return ReplyFields.text(token, "token");
  }

  private static @Nullable Double logprob(Json.Obj token) {
    return ReplyFields.decimal(token, "logProbability");
  }
}
