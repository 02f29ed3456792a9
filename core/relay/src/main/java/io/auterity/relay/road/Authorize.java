package io.auterity.relay.road;

import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Capability;
import io.auterity.relay.decision.Stage;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether the principal may call the capability; without a grant, and on an error, no. When
 * only the database is away, the call may come again.
 */
final class Authorize implements RoadStage {

  private static final Logger LOG = LoggerFactory.getLogger(Authorize.class);

  @Override
  public Stage name() {
    return Stage.AUTHORIZE;
  }

  @Override
  public Note pass(Passage passage) {
    Capability capability = passage.parts.catalogue().get(passage.call.capability());
    passage.capability = capability;
    Verdict verdict = verdict(passage, capability);
    if (!verdict.permits()) {
      return Note.stopped(Failure.of(FailureCode.FORBIDDEN, verdict.reason()));
    }
    return Note.done(verdict.ruling().name().toLowerCase(Locale.ROOT), verdict.reason());
  }

  // An edge: whatever goes wrong in a decision point must deny.
  private static Verdict verdict(Passage passage, Capability capability) {
    try {
      return passage
          .parts
          .authorizer()
          .authorize(passage.call.scope(), passage.call.principal(), capability);
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.UNAVAILABLE) {
        throw e;
      }
      return undecided(passage, e);
    } catch (RuntimeException e) {
      return undecided(passage, e);
    }
  }

  private static Verdict undecided(Passage passage, RuntimeException e) {
    LOG.warn("Authorization of {} failed, so it is denied.", passage.call.id(), e);
    return Verdict.deny("error", "Authorization could not be decided, so it is denied.");
  }
}
