package io.auterity.relay.road;

import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.CallerTerms;
import io.auterity.platform.call.CarriedBytes;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.relay.decision.Stage;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether the principal may call the capability; without a grant, and on an error, no. When
 * only the database is away, the call may come again.
 */
record AuthorizeStage(Catalogue catalogue, Authorizer authorizer) implements RoadStage {

  private static final Logger LOG = LoggerFactory.getLogger(AuthorizeStage.class);

  @Override
  public Stage name() {
    return Stage.AUTHORIZE;
  }

  @Override
  public StageResult pass(CallOnRoad callOnRoad) {
    Invocation call = callOnRoad.call.invocation();
    Capability capability = catalogue.get(call.capability());
    callOnRoad.call.calls(capability);
    Verdict verdict = verdict(call, capability);
    if (!verdict.permits()) {
      return StageResult.stopped(Failure.of(FailureCode.FORBIDDEN, verdict.reason()));
    }
    CarriedBytes bytes = call.bytes();
    if (bytes != null) {
      Optional<Verdict> denied = denied(call, bytes);
      if (denied.isPresent()) {
        return StageResult.stopped(Failure.of(FailureCode.FORBIDDEN, denied.get().reason()));
      }
      bytes.permits(other -> verdict(call, catalogue.get(other)).permits());
    }
    CallerTerms terms = authorizer.terms(call.scope(), call.principal());
    terms.require(call.door());
    callOnRoad.call.comesWith(terms);
    if (bytes != null && bytes.deeds().size() > 1) {
      return StageResult.done(
          verdict.ruling().name().toLowerCase(Locale.ROOT), verdict.reason() + told(bytes));
    }
    if (verdict.ruling() == Verdict.Ruling.ALLOW) {
      return StageResult.follows(verdict.rule());
    }
    return StageResult.done(verdict.ruling().name().toLowerCase(Locale.ROOT), verdict.reason());
  }

  private Optional<Verdict> denied(Invocation call, CarriedBytes bytes) {
    return bytes.deeds().stream()
        .map(CarriedBytes.Deed::capability)
        .distinct()
        .map(other -> verdict(call, catalogue.get(other)))
        .filter(further -> !further.permits())
        .findFirst();
  }

  private static String told(CarriedBytes bytes) {
    return bytes.deeds().stream()
        .map(deed -> (deed.capability() + " " + deed.subject()).strip())
        .collect(Collectors.joining(", ", " It does: ", "."));
  }

  // An edge: whatever goes wrong in a decision point must deny.
  private Verdict verdict(Invocation call, Capability capability) {
    try {
      return authorizer.authorize(call.scope(), call.principal(), capability);
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.UNAVAILABLE) {
        throw e;
      }
      return undecided(call, e);
    } catch (RuntimeException e) {
      return undecided(call, e);
    }
  }

  private static Verdict undecided(Invocation call, RuntimeException e) {
    LOG.warn("Authorization of {} failed, so it is denied.", call.id(), e);
    return Verdict.deny("error", "Authorization could not be decided, so it is denied.");
  }
}
