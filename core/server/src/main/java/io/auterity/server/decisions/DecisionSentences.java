package io.auterity.server.decisions;

import io.auterity.provider.health.Snapshot;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Decision.Planning;
import io.auterity.relay.decision.Decision.Tried;
import io.auterity.relay.plan.CallPlan;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.FallbackChains;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.route.FallbackCause;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains decisions in sentences: which offer answered, and after which failures. */
final class DecisionSentences {

  /** Who answered, and after what. */
  static String of(Decision decision) {
    String failures =
        decision.attempts().stream()
            .filter(Tried::failed)
            .map(DecisionSentences::failed)
            .collect(Collectors.joining(", "));
    return switch (decision.result().ending()) {
      case SUCCEEDED -> succeeded(decision, failures);
      case REFUSED -> "Refused before any attempt: %s.".formatted(message(decision));
      case FAILED ->
          failures.isEmpty()
              ? "Failed: %s.".formatted(message(decision))
              : "No provider answered: %s.".formatted(failures);
    };
  }

  private static String succeeded(Decision decision, String failures) {
    String answered =
        "%s answered in %s"
            .formatted(decision.result().offer(), millis(decision.timing().tookNanos()));
    if (failures.isEmpty()) {
      return answered + unsure(decision) + beaten(decision) + ".";
    }
    String spared = appliedOnce(decision) ? " Nothing was lost, nothing ran twice." : "";
    return "%s, after %s%s.%s".formatted(answered, failures, beaten(decision), spared);
  }

  // Of a call that went on because an answer was not sure enough, whose.
  private static String unsure(Decision decision) {
    String others =
        decision.attempts().stream()
            .filter(tried -> tried.failure() == null)
            .map(Tried::offer)
            .filter(offer -> !offer.equals(decision.result().offer()))
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "" : "; %s answered too, and less surely".formatted(others);
  }

  // Of a call that succeeded, who was ended although it had not failed.
  private static String beaten(Decision decision) {
    String slower =
        decision.attempts().stream()
            .filter(tried -> tried.failure() != null && !tried.failed())
            .map(Tried::offer)
            .collect(Collectors.joining(", "));
    return slower.isEmpty() ? "" : ", before %s, which was asked as well".formatted(slower);
  }

  /** Whether it is certain that no failed attempt had an effect. */
  private static boolean appliedOnce(Decision decision) {
    return decision.attempts().stream()
        .filter(Tried::failed)
        .map(Tried::failure)
        .allMatch(failure -> Objects.requireNonNull(failure).applied() == Applied.NO);
  }

  private static String failed(Tried tried) {
    String code = tried.failure() == null ? "" : tried.failure().code().wire();
    String injected = tried.injected() ? " (injected)" : "";
    return "%s failed with %s%s".formatted(tried.offer(), code, injected);
  }

  private static String message(Decision decision) {
    Failure failure = decision.result().failure();
    return failure == null ? "no reason" : failure.message();
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  /** Why a candidate stands where it stands. */
  static String why(
      RankedCandidate rankedCandidate, Snapshot seen, Planning planning, List<Tried> attempts) {
    return switch (rankedCandidate.eligibility()) {
      case BREAKER_OPEN ->
          "%s is open: %d of the last %d attempts failed"
              .formatted(
                  seen.ofProvider()
                      ? "the breaker of its whole provider"
                      : seen.ofOperation() ? "its breaker of this operation" : "its breaker",
                  seen.failed(),
                  seen.of());
      case NOT_ADMITTED ->
          "its breaker lets %d %% of calls pass, and this one was not among them"
              .formatted(seen.admits());
      case RESTING -> CallPlan.resting(seen);
      case UNWELL ->
          "the route requires better: %d of 1000 attempts went well of late%s"
              .formatted(seen.health(), pace(seen));
      case HELD_BACK -> "the rollout does not send this call there";
      case WITHDRAWN -> withdrawn(planning.sight().leanings().get(rankedCandidate.offer()));
      case PLANNED -> planned(rankedCandidate, seen, planning, attempts);
    };
  }

  // Decisions of before say no figure.
  private static String withdrawn(@Nullable Double leaning) {
    return "its answers were right less often than it was sure of them"
        + (leaning == null || leaning <= -1
            ? ""
            : String.format(Locale.ROOT, ", by %.2f of all that were scored", -leaning));
  }

  private static String pace(Snapshot seen) {
    return seen.latency() < 0 ? "" : ", and it takes " + millis(seen.latency());
  }

  private static String planned(
      RankedCandidate rankedCandidate, Snapshot seen, Planning planning, List<Tried> attempts) {
    boolean first = planning.ranked().getFirst().equals(rankedCandidate);
    String usual =
        rankedCandidate.fallback()
            ? "a fallback" + causes(rankedCandidate.chains())
            : first ? "first by " + strategy(planning) : "behind by " + strategy(planning);
    String place = seen.falling() ? usual + ", behind all others since it fails ever more" : usual;
    return attempts.stream()
        .filter(tried -> tried.offer().equals(rankedCandidate.offer()))
        .findFirst()
        .map(tried -> place + "; " + became(tried))
        .orElseGet(() -> place + "; " + untried(rankedCandidate, planning));
  }

  private static String causes(FallbackChains chains) {
    return chains.causes().isEmpty()
        ? ""
        : chains.causes().stream()
            .map(FallbackCause::wire)
            .sorted()
            .collect(Collectors.joining(" and ", " for ", ""));
  }

  private static String became(Tried tried) {
    if (tried.failure() == null) {
      return "it answered";
    }
    return tried.failed() ? "it failed" : "it was cancelled";
  }

  private static String untried(RankedCandidate rankedCandidate, Planning planning) {
    return planning.withheld().stream()
        .filter(one -> one.offer().equals(rankedCandidate.offer()))
        .findFirst()
        .map(one -> "not begun: " + one.reason())
        .orElse("not tried");
  }

  private static String strategy(Planning planning) {
    return planning.route() == null
        ? alone(planning)
        : planning.route().strategy().replace('_', ' ');
  }

  private static String alone(Planning planning) {
    return planning.exclusions().stream().anyMatch(one -> one.reason() == Exclusion.Reason.DEFAULT)
        ? "being the default of its kind"
        : "being the only one";
  }
}
