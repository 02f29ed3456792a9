package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sampling parameters of a model, beside {@linkplain ChatRequest#temperature temperature} and
 * topP, which every vendor has. Each is told as the caller said it; a codec whose vendor has a
 * narrower range keeps within it and tells so.
 */
public record Sampling(
    @Description("How many of the likeliest tokens to draw from; 0 for all of them")
        @Nullable Integer topK,
    @Description("Number that makes the same request draw alike, as far as the vendor can")
        @Nullable Long seed,
    @Description("-2 to 2; above 0 makes a word rarer the more often it was used")
        @Nullable Double frequencyPenalty,
    @Description("-2 to 2; above 0 makes a word rarer that was used")
        @Nullable Double presencePenalty) {

  /** Nothing asked for. */
  public static final Sampling NONE = new Sampling(null, null, null, null);

  /** One of the fields, for codecs whose vendor has some of them only. */
  @SuppressWarnings("ImmutableEnumChecker") // The functions are those of a record.
  public enum Field {
    TOP_K("topK", Sampling::topK),
    SEED("seed", Sampling::seed),
    FREQUENCY_PENALTY("frequencyPenalty", Sampling::frequencyPenalty),
    PRESENCE_PENALTY("presencePenalty", Sampling::presencePenalty);

    private final String path;
    private final Function<Sampling, @Nullable Number> value;

    Field(String name, Function<Sampling, @Nullable Number> value) {
      this.path = "sampling." + name;
      this.value = value;
    }

    /** Where it stands in a {@link ChatRequest}. */
    public String path() {
      return path;
    }

    /** What is asked of it. */
    public Optional<Number> of(@Nullable Sampling sampling) {
      return sampling == null ? Optional.empty() : Optional.ofNullable(value.apply(sampling));
    }
  }

  public Sampling {
    if (topK != null && topK < 0) {
      throw new IllegalArgumentException("topK must be at least 0, not " + topK);
    }
  }

  /** Whether nothing is asked for. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** The same but for that field. */
  public Sampling without(Field field) {
    return new Sampling(
        field == Field.TOP_K ? null : topK,
        field == Field.SEED ? null : seed,
        field == Field.FREQUENCY_PENALTY ? null : frequencyPenalty,
        field == Field.PRESENCE_PENALTY ? null : presencePenalty);
  }

  /** The same with other penalties. */
  public Sampling withPenalties(@Nullable Double frequency, @Nullable Double presence) {
    return new Sampling(topK, seed, frequency, presence);
  }

  /** The same with another number of tokens to draw from. */
  public Sampling withTopK(@Nullable Integer value) {
    return new Sampling(value, seed, frequencyPenalty, presencePenalty);
  }
}
