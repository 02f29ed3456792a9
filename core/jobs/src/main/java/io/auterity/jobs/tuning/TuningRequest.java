package io.auterity.jobs.tuning;

import io.auterity.spi.Json;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A caller's request for fine-tuning of a model: {@link io.auterity.spi.ai.NewTuning}, but for
 * files, which lie here.
 */
public record TuningRequest(
    String model,
    UUID trainingFile,
    @Nullable UUID validationFile,
    @Nullable String suffix,
    @Nullable Integer epochs,
    @Nullable Long seed,
    @Nullable Map<String, Json.Obj> extra) {
  public TuningRequest {
    Objects.requireNonNull(model);
    Objects.requireNonNull(trainingFile);
  }
}
