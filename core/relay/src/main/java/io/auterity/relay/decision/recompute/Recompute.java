package io.auterity.relay.decision.recompute;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.route.CallFacts;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.UUID;

/**
 * Plans a stored decision again, with what it saw and the configuration it went by, follows its
 * attempts along the plan, and works out again what they cost.
 */
public final class Recompute {

  private final Archive archive;

  public Recompute(Archive archive) {
    this.archive = archive;
  }

  /**
   * Compares what is worked out again with what is stored.
   *
   * @throws CallFailedException {@code not_found} when there is no such decision, {@code
   *     unsupported} when it was stopped before it was planned
   */
  public Recomputation of(TenantScope scope, UUID id) {
    Decision decision =
        archive
            .find(scope, id)
            .orElseThrow(() -> new CallFailedException(FailureCode.NOT_FOUND, "no decision " + id));
    Decision.Planning planning = decision.planning();
    CallFacts facts = decision.call().facts();
    if (planning == null || facts == null) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED, "this call was stopped before it was planned");
    }
    Config config =
        archive
            .config(scope, decision)
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.NOT_FOUND, "the configuration of decision " + id));
    Shortlist shortlist = Planner.shortlist(facts, config);
    return new Comparison(decision.attempts(), planning, shortlist, config).result();
  }
}
