package io.auterity.gateway.dialect;

import io.auterity.spi.ai.EmbeddingRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a caller of embeddings asks for.
 *
 * @param base64 whether vectors come as base64 of little-endian floats instead of numbers
 * @param user the caller's own end user
 */
public record EmbeddingCall(EmbeddingRequest request, boolean base64, @Nullable String user) {}
