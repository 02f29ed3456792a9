package io.auterity.toolkit.ai;

import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the log probabilities of tokens, in the words of OpenAI that others have taken over. */
public final class JsonLogprobs {

  /** The tokens; one without a likelihood is left out. */
  public static List<TokenLogprob> read(List<Json.Obj> told) {
    return told.stream().filter(JsonLogprobs::isTold).map(JsonLogprobs::token).toList();
  }

  private static TokenLogprob token(Json.Obj told) {
    List<TokenLogprob.Candidate> top =
        ReplyFields.objects(told, "top_logprobs").stream()
            .filter(JsonLogprobs::isTold)
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
