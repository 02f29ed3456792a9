package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.Measured;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code ai.object.create}. A model whose answer does not fit the schema is asked once
 * more, so that a call reads at most twice what it is given, and the first answer.
 */
public record ObjectRequest(
    @Description("What the object is made of, e.g. the letter that is read") String text,
    @Description("What to do with the text; without it the model goes by the schema alone")
        @Nullable String instructions,
    @Description("JSON Schema (2020-12) of the object; its type is object") Obj schema,
    @Description(
            "Most tokens of output, with its thoughts and a second answer where the first does not"
                + " fit; at least 1")
        @Nullable Integer maxOutputTokens,
    @Description("Model id as routes or the provider name it; the provider's own when absent")
        @Nullable String model)
    implements Measured {

  /** What the connector itself says, in both turns. */
  private static final long WORDS = 8_192;

  private static final long USUAL_OUTPUT = 500;
  private static final long UNBOUNDED_OUTPUT = 16_384;
  private static final long BYTES_OF_A_LETTER = 3;

  public ObjectRequest {
    Objects.requireNonNull(text);
    Objects.requireNonNull(schema);
    if (maxOutputTokens != null && maxOutputTokens < 1) {
      throw new IllegalArgumentException(
          "maxOutputTokens must be at least 1, not " + maxOutputTokens);
    }
  }

  /** By the provider's own model, with an answer of any length. */
  public ObjectRequest(String text, @Nullable String instructions, Obj schema) {
    this(text, instructions, schema, null, null);
  }

  /** Beside what the input itself is: all of it once more, and the first answer. */
  @Override
  public Map<String, Long> most() {
    long letters =
        (long) text.length()
            + (instructions == null ? 0 : instructions.length())
            + schema.toString().length();
    long answer = maxOutputTokens == null ? UNBOUNDED_OUTPUT : maxOutputTokens;
    return Map.of(TokenUnit.INPUT.wire(), BYTES_OF_A_LETTER * letters + answer + WORDS);
  }

  /** Most answers fit at once. */
  @Override
  public Map<String, Long> likely() {
    return Map.of(TokenUnit.OUTPUT.wire(), USUAL_OUTPUT);
  }
}
