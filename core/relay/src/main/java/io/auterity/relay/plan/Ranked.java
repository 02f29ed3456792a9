package io.auterity.relay.plan;

/**
 * A candidate with its place in the order. Decisions keep it by the places of its components: it
 * grows at the end only.
 *
 * @param score 0 to 1
 */
public record Ranked(
    String provider, double score, boolean fallback, Eligibility eligibility, boolean honoursKey) {}
