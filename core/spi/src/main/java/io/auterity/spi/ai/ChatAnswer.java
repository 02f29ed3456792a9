package io.auterity.spi.ai;

/** The whole answer of a chat model: read, or as its vendor wrote it. */
public sealed interface ChatAnswer permits ChatResponse, WireAnswer {

  TokenUsage usage();
}
