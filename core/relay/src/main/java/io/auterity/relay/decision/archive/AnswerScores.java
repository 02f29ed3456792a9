package io.auterity.relay.decision.archive;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The feedback scores of one provider's answers to one capability, over the decisions that have
 * scores. A decision that several scored counts once, by their mean.
 *
 * @param decisions how many have a score
 * @param mean of their scores
 * @param deviation of their scores (of a sample); null for a single one
 * @param took median of the calls
 * @param cost of the calls together, in billionths of the currency
 */
public record AnswerScores(
    String capability,
    String provider,
    long decisions,
    double mean,
    @Nullable Double deviation,
    Duration took,
    long cost,
    String currency) {}
