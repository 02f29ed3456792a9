package io.auterity.relay.decision.archive;

import java.time.Instant;
import java.util.UUID;

/**
 * The feedback of a caller on the answer of a decision: a score of what it was worth.
 *
 * @param giver id of the principal that says so
 * @param name of that principal then
 * @param score from 0, worthless, to 1, right
 */
public record Feedback(UUID decision, UUID giver, String name, double score, Instant given) {

  public Feedback {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("a score is from 0 to 1, not " + score);
    }
  }
}
