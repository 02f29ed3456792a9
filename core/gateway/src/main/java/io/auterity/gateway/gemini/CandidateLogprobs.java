package io.auterity.gateway.gemini;

import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenLogprob;
import java.util.List;
import java.util.Map;

/** The field of a candidate that tells how likely its tokens were. */
final class CandidateLogprobs {

  /** The field, where there is something to tell. */
  static Map<String, Json> of(List<TokenLogprob> tokens) {
    if (tokens.isEmpty()) {
      return Map.of();
    }
    Json.Obj told =
        Json.EMPTY.with(
            "chosenCandidates", Json.array(tokens.stream().map(CandidateLogprobs::of).toList()));
    boolean others = tokens.stream().anyMatch(token -> token.top() != null);
    return Map.of(
        "logprobsResult",
        others
            ? told.with(
                "topCandidates", Json.array(tokens.stream().map(CandidateLogprobs::top).toList()))
            : told);
  }

  private static Json of(TokenLogprob token) {
    return one(token.token(), token.logprob());
  }

  // A list for each token, as a client finds them by their place.
  private static Json top(TokenLogprob token) {
    List<TokenLogprob.Candidate> top = token.top() == null ? List.of() : token.top();
    return Json.EMPTY.with(
        "candidates",
        Json.array(top.stream().map(other -> one(other.token(), other.logprob())).toList()));
  }

  private static Json one(String token, double logprob) {
    return Json.EMPTY.with("token", Json.of(token)).with("logProbability", Json.of(logprob));
  }
}
