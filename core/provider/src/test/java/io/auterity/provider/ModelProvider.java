package io.auterity.provider;

import java.util.Map;

/** A connected provider of models for tests. */
public final class ModelProvider {

  private ModelProvider() {}

  public static ProviderInfo named(String id, Offering offering) {
    return SampleProvider.of(id, "ai", "replay")
        .plugin("ai-replay", "1.0.0")
        .generation(1)
        .grade("V3")
        .state(ProviderInfo.State.CONNECTED)
        .support(Map.of())
        .slots(8)
        .offering(offering)
        .build();
  }
}
