package io.auterity.insight.learn;

import io.auterity.relay.plan.Candidate;
import io.auterity.relay.plan.LearnedChoice;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.Selector;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The choice of offers for copies of calls (shadow traffic), of routes that learn: said before a
 * copy is made, found when it is planned.
 */
public final class CopiedChoices {

  private final Map<UUID, Asked> asked = new ConcurrentHashMap<>();

  /** Whom one copy asks. */
  public sealed interface Asked {}

  /** Another offer than was chosen for the call, drawn alike among all others. */
  public record Other(LearnedChoice than) implements Asked {}

  /** One offer. */
  public record Only(Selector offer) implements Asked {}

  /** Until it is forgotten. */
  public void say(UUID copy, Asked whom) {
    asked.put(copy, whom);
  }

  /** Once the copy is over. */
  public void forget(UUID copy) {
    asked.remove(copy);
  }

  /** Adds to the state of the offers which one the copy asks; null where it asks none. */
  public @Nullable Sight choose(UUID copy, Shortlist shortlist, Sight sight, double ticket) {
    return switch (asked.get(copy)) {
      case Other(LearnedChoice than) -> Bandit.other(shortlist, sight, ticket, than);
      case Only(Selector offer) ->
          shortlist.candidates().stream()
              .filter(one -> !one.fallback() && offer.selects(one.offer()))
              .findFirst()
              .map(Candidate::id)
              .map(id -> sight.leaning(Map.of(id, Bandit.DRAWN)))
              .orElse(null);
      case null -> null;
    };
  }
}
