package io.auterity.gateway.dialect;

import io.auterity.spi.ai.Sampling;
import org.jspecify.annotations.Nullable;

/**
 * The names of a dialect's sampling fields, such as {@code top_k}; null for those that it has not.
 */
public record SamplingFields(
    String topK,
    @Nullable String seed,
    @Nullable String frequencyPenalty,
    @Nullable String presencePenalty) {

  /** Of OpenAI and of servers that speak as it does; {@code top_k} is of the latter. */
  public static final SamplingFields SNAKE =
      new SamplingFields("top_k", "seed", "frequency_penalty", "presence_penalty");

  /**
   * Takes them.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when one is no number
   */
  public Sampling read(RequestFields fields) {
    return new Sampling(
        topK(fields),
        seed == null ? null : fields.whole(seed),
        frequencyPenalty == null ? null : fields.number(frequencyPenalty),
        presencePenalty == null ? null : fields.number(presencePenalty));
  }

  // Servers of open models take a number below 0 for all tokens, as they take 0.
  private @Nullable Integer topK(RequestFields fields) {
    Long most = fields.whole(topK);
    return most == null ? null : Math.clamp(most, 0, Integer.MAX_VALUE);
  }
}
