package io.auterity.relay.plan;

/**
 * A candidate with its place in the order.
 *
 * @param score 0 to 1
 */
public record Ranked(
    String provider, double score, boolean fallback, Standing standing, boolean honoursKey) {}
