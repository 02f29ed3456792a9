package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The field of a choice that tells how likely its tokens were. */
final class LogprobJson {

  private LogprobJson() {}

  /** The tokens of the text and those of a refusal; empty where none are told. */
  static List<TokenLogprob> read(Json.Obj choice) {
    Json.Obj told = ReplyFields.object(choice, "logprobs");
    List<TokenLogprob> tokens = new ArrayList<>();
    for (String place : List.of("content", "refusal")) {
      tokens.addAll(tokens(ReplyFields.objects(told, place)));
    }
    return tokens;
  }

  static List<TokenLogprob> tokens(List<Json.Obj> told) {
    return told.stream().filter(LogprobJson::isTold).map(LogprobJson::token).toList();
  }

  private static TokenLogprob token(Json.Obj told) {
    List<TokenLogprob.Candidate> top =
        ReplyFields.objects(told, "top_logprobs").stream()
            .filter(LogprobJson::isTold)
            .map(one -> new TokenLogprob.Candidate(word(one), logprob(one), bytes(one)))
            .toList();
    return new TokenLogprob(word(told), logprob(told), bytes(told), top.isEmpty() ? null : top);
  }

  private static String word(Json.Obj token) {
    return ReplyFields.text(token, "token");
  }

  // An answer that is paid for is not lost because one of its tokens has none.
  private static boolean isTold(Json.Obj token) {
    return ReplyFields.decimal(token, "logprob") != null;
  }

  private static double logprob(Json.Obj token) {
    return Objects.requireNonNull(ReplyFields.decimal(token, "logprob"));
  }

  private static @Nullable List<Integer> bytes(Json.Obj token) {
    if (!(token.get("bytes") instanceof Json.Arr(List<Json> items))) {
      return null;
    }
    List<Integer> bytes = new ArrayList<>(items.size());
    for (Json item : items) {
      if (!(item instanceof Json.Int(long value))) {
        return null;
      }
      bytes.add((int) value);
    }
    return bytes;
  }
}
