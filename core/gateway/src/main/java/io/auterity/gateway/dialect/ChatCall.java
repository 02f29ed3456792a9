package io.auterity.gateway.dialect;

import io.auterity.spi.ai.ChatRequest;

/**
 * What a caller of a chat asks for.
 *
 * @param stream whether the answer comes as it is made
 * @param usage whether a stream tells what it used
 */
public record ChatCall(ChatRequest request, boolean stream, boolean usage) {}
