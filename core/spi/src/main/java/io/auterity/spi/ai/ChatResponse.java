package io.auterity.spi.ai;

import io.auterity.spi.Json.Obj;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole answer of a chat model. */
public record ChatResponse(
    String id,
    String model,
    List<Part> parts,
    FinishReason reason,
    TokenUsage usage,
    @Nullable Obj extra) {
  public ChatResponse {
    parts = List.copyOf(parts);
  }
}
