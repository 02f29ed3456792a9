package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code ai.embedding.create}: texts, or what a tokenizer has made of them already. Tokens
 * are the numbers of one model's own, which only vendors that have the same can read.
 */
public record EmbeddingRequest(
    @Description("Model id as the provider names it") @Nullable String model,
    @Description("Texts, 1 to 2,048; none beside tokens") List<String> input,
    @Description("Length of the vectors, where the model offers a choice")
        @Nullable Integer dimensions,
    @Description("Texts as the numbers of the model's own tokenizer, 1 to 2,048, in place of input")
        @Nullable List<List<Integer>> tokens,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra) {
  public EmbeddingRequest {
    input = List.copyOf(input);
    tokens = tokens == null ? null : tokens.stream().map(List::copyOf).toList();
    extra = Extra.copy(extra);
  }

  /** Of texts, or of tokens, without further fields. */
  public EmbeddingRequest(
      @Nullable String model,
      List<String> input,
      @Nullable Integer dimensions,
      @Nullable List<List<Integer>> tokens) {
    this(model, input, dimensions, tokens, null);
  }

  /** Of texts. */
  public EmbeddingRequest(
      @Nullable String model, List<String> input, @Nullable Integer dimensions) {
    this(model, input, dimensions, null);
  }

  /** The same for that model. */
  public EmbeddingRequest withModel(String other) {
    return new EmbeddingRequest(other, input, dimensions, tokens, extra);
  }

  /** The same of other texts. */
  public EmbeddingRequest withInput(List<String> other) {
    return new EmbeddingRequest(model, other, dimensions, tokens, extra);
  }

  /** The same with further fields. */
  public EmbeddingRequest withExtra(@Nullable Map<String, Obj> other) {
    return new EmbeddingRequest(model, input, dimensions, tokens, other);
  }
}
