package io.auterity.relay.recompute;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.attempt.AttemptReplay;
import io.auterity.relay.attempt.AttemptRules;
import io.auterity.relay.attempt.Choice;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Route;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Plans a stored decision again, with what it saw and the configuration it went by, decides over
 * its attempts again, and works out again what they cost.
 */
public record Recompute(Archive archive) {

  private static final String OTHER_RULES =
      " The decision was made by rules of another version, which may be why.";

  private static final String UNKNOWN_RULES =
      " By which version of the rules the decision was made was not kept; another one may be why.";

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
    Config config =
        archive
            .config(scope, requirePlanned(decision))
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.NOT_FOUND, "the configuration of decision " + id));
    return of(decision, config);
  }

  private static Decision requirePlanned(Decision decision) {
    if (decision.planning() == null || decision.call().facts() == null) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED, "this call was stopped before it was planned");
    }
    return decision;
  }

  /**
   * Compares a decision with what a configuration gives for it. A difference says so when the
   * decision was not, or may not have been, made by the rules of now.
   *
   * @throws CallFailedException {@code unsupported} when it was stopped before it was planned
   */
  public static Recomputation of(Decision decision, Config config) {
    Decision.Planning planning = Objects.requireNonNull(requirePlanned(decision).planning());
    CallFacts facts = Objects.requireNonNull(decision.call().facts());
    Shortlist shortlist = Planner.shortlist(facts, config);
    Plan plan = Planner.order(shortlist, planning.sight(), planning.ticket());
    Recomputation planned =
        new Comparison(decision.attempts(), decision.course(), planning, shortlist, plan).result();
    String replayed =
        planned.same() && !decision.course().notes().isEmpty()
            ? replay(decision, plan, facts, shortlist.route()).difference()
            : null;
    String difference = replayed == null ? planned.difference() : replayed;
    return new Recomputation(
        planned.plan(),
        planned.recorded(),
        difference == null ? null : difference + why(planning.rules()));
  }

  private static String why(int rules) {
    return switch (rules) {
      case 0 -> UNKNOWN_RULES;
      case Planner.RULES -> "";
      default -> OTHER_RULES;
    };
  }

  private static AttemptReplay replay(
      Decision decision, Plan plan, CallFacts facts, @Nullable Route route) {
    boolean keyed = decision.call().idempotencyKey() != null;
    return new AttemptReplay(
        decision,
        plan.planned().stream().map(ranked -> Choice.of(ranked, keyed)).toList(),
        plan.ranked().stream().map(ranked -> Choice.of(ranked, keyed)).toList(),
        AttemptRules.of(
            facts, Duration.ofMillis(decision.timing().timeoutMillis()).toNanos(), route));
  }
}
