package io.auterity.relay.road;

import io.auterity.relay.health.Snapshot;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Ranked;
import io.auterity.relay.plan.Standing;
import io.auterity.relay.route.Facts;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says why nobody can answer, and when to ask again. */
final class Unviable {

  private Unviable() {}

  /**
   * When planning left nobody. It may pass by itself if somebody is merely not admitted, or away
   * until a check finds it back; when all that is missing is that vendors' limits let calls pass
   * again, the caller meets their limit.
   */
  static Failure failure(Planned planned, Facts facts) {
    List<String> reasons = new ArrayList<>();
    long again = Long.MAX_VALUE;
    for (Ranked ranked : planned.plan().ranked()) {
      Snapshot seen = planned.sight().seen().get(ranked.provider());
      reasons.add(ranked.provider() + ": " + words(ranked.standing()));
      if (seen != null) {
        again = Math.min(again, Math.max(seen.opensIn(), seen.restsFor()));
      }
    }
    planned
        .shortlist()
        .exclusions()
        .forEach(one -> reasons.add(String.join(", ", one.providers()) + ": " + one.detail()));
    Failure failure = failure(code(planned.plan().ranked()), facts.capability(), reasons);
    return planned.plan().ranked().isEmpty()
        ? failure.withRetryable(Planner.mayMend(facts, planned.config(), planned.shortlist()))
        : failure.withRetryAfter(Duration.ofNanos(again));
  }

  private static FailureCode code(List<Ranked> ranked) {
    boolean limited =
        !ranked.isEmpty() && ranked.stream().allMatch(one -> one.standing() == Standing.RESTING);
    return limited ? FailureCode.RATE_LIMITED : FailureCode.NO_VIABLE_PROVIDER;
  }

  static Failure failure(String capability, List<String> reasons) {
    return failure(FailureCode.NO_VIABLE_PROVIDER, capability, reasons);
  }

  private static Failure failure(FailureCode code, String capability, List<String> reasons) {
    String why = reasons.isEmpty() ? "no provider of its kind exists" : String.join("; ", reasons);
    return Failure.of(code, "no provider can answer %s: %s".formatted(capability, why));
  }

  private static String words(Standing standing) {
    return switch (standing) {
      case PLANNED -> "planned";
      case BREAKER_OPEN -> "its breaker is open";
      case NOT_ADMITTED -> "it returns gradually and this call was not admitted";
      case RESTING -> "it asked to be left alone for a while";
    };
  }
}
