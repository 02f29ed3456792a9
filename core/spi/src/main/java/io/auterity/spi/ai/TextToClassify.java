package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.text.classify}; classes keep the order of the input. */
public record TextToClassify(
    @Description("The text to classify") String text,
    @Description("Name of each class and one sentence that describes it; at least two")
        Map<String, String> classes,
    @Description(
            "Longest answer in tokens, with its thoughts, where a model writes one; at least 1")
        @Nullable Integer maxOutputTokens,
    @Description("Model id as routes or the provider name it; the provider's own when absent")
        @Nullable String model) {
  public TextToClassify {
    Objects.requireNonNull(text);
    if (maxOutputTokens != null && maxOutputTokens < 1) {
      throw new IllegalArgumentException(
          "maxOutputTokens must be at least 1, not " + maxOutputTokens);
    }
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
  }

  /** By the provider's own model. */
  public TextToClassify(
      String text, Map<String, String> classes, @Nullable Integer maxOutputTokens) {
    this(text, classes, maxOutputTokens, null);
  }

  /** With an answer of any length. */
  public TextToClassify(String text, Map<String, String> classes) {
    this(text, classes, null, null);
  }
}
