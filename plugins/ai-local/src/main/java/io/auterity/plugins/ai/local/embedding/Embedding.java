package io.auterity.plugins.ai.local.embedding;

/**
 * What a model made of a text.
 *
 * @param vector of length one
 * @param tokens word pieces that the model read
 */
// Vectors are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Embedding(float[] vector, int tokens) {}
