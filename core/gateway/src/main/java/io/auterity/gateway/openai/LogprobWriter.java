package io.auterity.gateway.openai;

import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenLogprob.Candidate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes the field of a choice that tells how likely its tokens were. */
final class LogprobWriter {

  /**
   * Writes it; null where nothing is told.
   *
   * @param refuses whether the tokens are those of a refusal
   */
  static void write(JsonGenerator out, List<TokenLogprob> tokens, boolean refuses) {
    if (tokens.isEmpty()) {
      out.writeNullProperty("logprobs");
      return;
    }
    out.writeObjectPropertyStart("logprobs");
    out.writeArrayPropertyStart(refuses ? "refusal" : "content");
    tokens.forEach(token -> write(out, token));
    out.writeEndArray();
    out.writeNullProperty(refuses ? "content" : "refusal");
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, TokenLogprob token) {
    out.writeStartObject();
    write(out, token.token(), token.logprob(), token.bytes());
    out.writeArrayPropertyStart("top_logprobs");
    if (token.top() != null) {
      for (Candidate other : token.top()) {
        out.writeStartObject();
        write(out, other.token(), other.logprob(), other.bytes());
        out.writeEndObject();
      }
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(
      JsonGenerator out, String token, double logprob, @Nullable List<Integer> bytes) {
    out.writeStringProperty("token", token);
    out.writeNumberProperty("logprob", logprob);
    if (bytes == null) {
      out.writeNullProperty("bytes");
      return;
    }
    out.writeArrayPropertyStart("bytes");
    bytes.forEach(out::writeNumber);
    out.writeEndArray();
  }
}
