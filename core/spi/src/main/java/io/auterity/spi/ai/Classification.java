package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The class that was chosen for a text. */
public record Classification(
    @Description("Name of the chosen class") String label,
    @Description("The model that chose") String model,
    @Description("Score of each class, where the model gives one; higher fits better")
        Map<String, Double> scores) {
  public Classification {
    Objects.requireNonNull(label);
    Objects.requireNonNull(model);
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }
}
