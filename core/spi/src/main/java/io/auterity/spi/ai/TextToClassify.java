package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Input of {@code ai.text.classify}; classes keep the order of the input. */
public record TextToClassify(
    @Description("The text to classify") String text,
    @Description("Name of each class and one sentence that describes it; at least two")
        Map<String, String> classes) {
  public TextToClassify {
    Objects.requireNonNull(text);
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
  }
}
