package io.auterity.relay.plan;

import io.auterity.provider.health.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The power of two choices: of two that the ticket draws, the one goes first that is expected to
 * answer sooner, by its latency of late and what it has under way. One call in twenty goes to the
 * first that was drawn, so that what was slow once is looked at again.
 */
final class PowerOfTwoChoices {

  private static final int DRAW = 2;
  private static final int LOOK = 3;
  private static final double LOOKS = 0.05;
  private static final double FIRST = 2;

  private final double ticket;
  private final @Nullable String best;

  PowerOfTwoChoices(List<Candidate> candidates, Sight sight, double ticket) {
    this.ticket = ticket;
    Candidate first = null;
    Candidate second = null;
    for (Candidate one : candidates) {
      if (!asked(sight.of(one.id()))) {
        continue;
      }
      if (first == null || share(one) > share(first)) {
        second = first;
        first = one;
      } else if (second == null || share(one) > share(second)) {
        second = one;
      }
    }
    boolean compared = first != null && second != null && !looks();
    this.best = compared ? sooner(first, second, sight).id() : first == null ? null : first.id();
  }

  private static boolean asked(Snapshot seen) {
    return (seen.admits() > 0 || seen.probe()) && seen.restsFor() == 0 && !seen.falling();
  }

  private boolean looks() {
    return TicketRandom.share(ticket, "", LOOK) < LOOKS;
  }

  private static Candidate sooner(
      @Nullable Candidate first, @Nullable Candidate second, Sight sight) {
    if (first == null || second == null) {
      throw new IllegalArgumentException("two are compared");
    }
    Snapshot one = sight.of(first.id());
    Snapshot other = sight.of(second.id());
    return wait(other, one) < wait(one, other) ? second : first;
  }

  // Of whom nothing is known is taken for as fast as the other, so that what is under way decides.
  private static double wait(Snapshot seen, Snapshot beside) {
    long latency = seen.latency() < 0 ? beside.latency() : seen.latency();
    return Math.max(1.0, (double) latency) * (seen.inFlight() + 1);
  }

  private double share(Candidate one) {
    return TicketRandom.share(ticket, one.id(), DRAW);
  }

  /** The higher the earlier it is asked. */
  double key(Candidate one) {
    return one.id().equals(best) ? FIRST : share(one);
  }
}
