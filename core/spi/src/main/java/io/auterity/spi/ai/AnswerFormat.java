package io.auterity.spi.ai;

import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/**
 * The form of an answer: JSON of any shape, or what the {@linkplain ChatRequest#answerSchema schema
 * of it} is called. A name is a label that only some vendors want: where there is none, nothing is
 * lost. To be held to the schema strictly is what most vendors do unasked.
 */
public record AnswerFormat(
    @Description("true: the answer is a JSON object, whatever its fields; needs no schema")
        @Nullable Boolean json,
    @Description("Name of the schema: letters, digits, _ and -, at most 64") @Nullable String name,
    @Description("What the schema is for, told to the model") @Nullable String description,
    @Description("Whether the vendor must hold the answer to the schema exactly")
        @Nullable Boolean strict) {

  /** JSON of any shape. */
  public static final AnswerFormat JSON = new AnswerFormat(true, null, null, null);

  /** How a schema is called; null when it is not. */
  public static @Nullable AnswerFormat of(
      @Nullable String name, @Nullable String description, @Nullable Boolean strict) {
    return name == null && description == null && strict == null
        ? null
        : new AnswerFormat(null, name, description, strict);
  }
}
