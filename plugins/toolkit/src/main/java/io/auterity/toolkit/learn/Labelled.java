package io.auterity.toolkit.learn;

/**
 * A text whose label is known.
 *
 * @param vector of the text, from an embedder
 */
// Compared nowhere.
@SuppressWarnings("ArrayRecordComponent")
public record Labelled(String text, float[] vector, String label) {}
