package io.auterity.insight.rollout;

import io.auterity.insight.rollout.RolloutLog.Counted;
import io.auterity.insight.rollout.RolloutLog.Kept;
import io.auterity.insight.rollout.RolloutPlace.State;
import io.auterity.relay.route.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An active rollout as this process knows it. Calls read and count here and wait for no database:
 * until it is known where the rollout stands, and once a bound is passed by what is known here,
 * they go to the old offers.
 */
final class ActiveRollout {

  private static final Duration IDLE = Duration.ofSeconds(5);

  private final int version;
  private final Rollout rollout;
  private @Nullable RolloutPlace place;
  private RolloutCounts own = RolloutCounts.NONE;
  private RolloutCounts others = RolloutCounts.NONE;
  private boolean held;
  private boolean news = true;
  private Instant looked = Instant.MIN;

  ActiveRollout(int version, Rollout rollout) {
    this.version = version;
    this.rollout = rollout;
  }

  int version() {
    return version;
  }

  Rollout rollout() {
    return rollout;
  }

  /** Share of calls for the new offers, in thousandths. */
  synchronized int share() {
    return place == null || held ? 0 : place.share(rollout);
  }

  /** Whether more copies of calls go to the new offers, however many. */
  synchronized boolean copies() {
    return place != null && !held && place.state() != State.STOPPED;
  }

  /** Counts an attempt; whether a bound is passed by it. */
  synchronized boolean attempted(boolean atNew, boolean ok, long took, long cost, String currency) {
    return counted(own.attempted(atNew, ok, took, cost, currency));
  }

  /** Counts a copy; whether a bound is passed by it. */
  synchronized boolean copied(boolean answered, @Nullable Double score, boolean agrees) {
    return counted(own.copied(answered, score, agrees));
  }

  private boolean counted(RolloutCounts more) {
    own = more;
    news = true;
    RolloutPlace at = place;
    boolean passed =
        at != null
            && !held
            && at.state() != State.STOPPED
            && others.plus(own).verdict(rollout) != null;
    held = held || passed;
    return passed;
  }

  /** It is to be looked at, as it may stand elsewhere. */
  synchronized void note() {
    news = true;
  }

  /** Whether it is to be looked at now; asked once before each look. */
  synchronized boolean isDue(Instant now) {
    return news || !now.isBefore(looked.plus(IDLE)) || now.isBefore(looked);
  }

  /** What is to be told of this process; whatever comes from now on is news. */
  synchronized Counted tell(UUID process) {
    news = false;
    return new Counted(process, place, own);
  }

  /** Takes over what is kept; null where a later form of the route is. */
  synchronized void take(@Nullable Kept kept, Instant now) {
    looked = now;
    if (kept == null || (place != null && place.revision() > kept.place().revision())) {
      return;
    }
    own = place == null ? own : own.carried(place, kept.place());
    place = kept.place();
    others = kept.others();
    held = place.state() != State.STOPPED && others.plus(own).verdict(rollout) != null;
    news = news || held;
  }

  /** Where it stands; null before that is known. */
  synchronized @Nullable RolloutStanding standing(Instant now) {
    RolloutPlace at = place;
    return at == null ? null : RolloutStanding.of(version, rollout, at, others.plus(own), now);
  }
}
