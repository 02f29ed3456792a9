package io.auterity.gateway.dialect;

import io.auterity.spi.ai.EmbeddingRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An embedding call, as its caller asks for it.
 *
 * @param base64 whether vectors come as base64 of little-endian floats instead of numbers
 * @param user the caller's own end user
 * @param lost what was asked for that no model can be told, as names of fields
 */
public record EmbeddingCall(
    EmbeddingRequest request, boolean base64, @Nullable String user, List<String> lost) {
  public EmbeddingCall {
    lost = List.copyOf(lost);
  }

  /** A call of which nothing is lost. */
  public EmbeddingCall(EmbeddingRequest request, boolean base64, @Nullable String user) {
    this(request, base64, user, List.of());
  }
}
