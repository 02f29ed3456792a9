package io.auterity.spi.ai;

import io.auterity.spi.Content;

/** A text as sound. */
public record Speech(Content audio, TokenUsage usage) {}
