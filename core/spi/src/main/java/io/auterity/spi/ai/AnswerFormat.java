package io.auterity.spi.ai;

import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/**
 * The form of an answer: JSON of any shape, named XML elements, or what the {@linkplain
 * ChatRequest#answerSchema schema of it} is called. For XML the platform itself asks, with words
 * that any model reads: no connector gets to see it. A name is a label that only some vendors want:
 * where there is none, nothing is lost. To be held to the schema strictly is what most vendors do
 * unasked.
 */
public record AnswerFormat(
    @Description("true: the answer is a JSON object, whatever its fields; needs no schema")
        @Nullable Boolean json,
    @Description("Name of the schema: letters, digits, _ and -, at most 64") @Nullable String name,
    @Description("What the schema is for, told to the model") @Nullable String description,
    @Description("Whether the vendor must hold the answer to the schema exactly")
        @Nullable Boolean strict,
    @Description("XML elements of which the answer shall consist; goes with none of the others")
        @Nullable XmlFormat xml) {

  /** JSON of any shape. */
  public static final AnswerFormat JSON = new AnswerFormat(true, null, null, null);

  public AnswerFormat {
    boolean other = json != null || name != null || description != null || strict != null;
    if (xml != null && other) {
      throw new IllegalArgumentException("xml does not go with json, name, description or strict");
    }
  }

  /** One that is not XML. */
  public AnswerFormat(
      @Nullable Boolean json,
      @Nullable String name,
      @Nullable String description,
      @Nullable Boolean strict) {
    this(json, name, description, strict, null);
  }

  /** An answer in named XML elements. */
  public static AnswerFormat xml(XmlFormat elements) {
    return new AnswerFormat(null, null, null, null, elements);
  }

  /** How a schema is called; null when it is not. */
  public static @Nullable AnswerFormat of(
      @Nullable String name, @Nullable String description, @Nullable Boolean strict) {
    return name == null && description == null && strict == null
        ? null
        : new AnswerFormat(null, name, description, strict);
  }
}
