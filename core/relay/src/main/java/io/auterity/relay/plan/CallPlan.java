package io.auterity.relay.plan;

import io.auterity.platform.call.OpenBreaker;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.route.CallFacts;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The plan of a call, with all that planning it took and gave. */
public record CallPlan(Config config, Shortlist shortlist, Sight sight, double ticket, Plan plan) {

  /** When to come again for one that a check may have brought back by then. */
  private static final Duration NEXT_LOOK = Duration.ofSeconds(1);

  public Candidate candidate(String offer) {
    for (Candidate candidate : shortlist.candidates()) {
      if (candidate.id().equals(offer)) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("no candidate: " + offer);
  }

  /** Who is asked, in a new order, when these are left out. */
  public List<RankedCandidate> without(Collection<String> offers) {
    Shortlist rest = shortlist;
    for (String offer : offers) {
      rest = rest.without(offer);
    }
    return Planner.order(rest, sight, ticket).planned();
  }

  /**
   * Why no provider can answer, when planning left none. It may pass by itself if one is merely not
   * admitted, or away until a check finds it back; when all that is missing is that vendors' limits
   * let calls pass again, the caller meets their limit.
   */
  public Failure nobody(CallFacts facts) {
    String named = facts.pinned();
    String provider = named == null ? null : Offer.providerOf(named);
    Failure misnamed = provider == null ? null : misnamed(facts, provider);
    if (misnamed != null) {
      return misnamed;
    }
    List<RankedCandidate> ranked = plan.ranked();
    if (ranked.isEmpty() && isBeyondTheKey(facts)) {
      return notForThisKey(facts);
    }
    if (ranked.isEmpty() && kept(Exclusion.Reason.BUDGET)) {
      return beyondTheBudget(facts);
    }
    Reasons reasons = new Reasons(facts);
    long again = Long.MAX_VALUE;
    for (RankedCandidate one : ranked) {
      Snapshot seen = sight.seen().get(one.offer());
      reasons.add(words(one.eligibility(), seen), one.offer());
      if (seen != null && one.eligibility() != RankedCandidate.Eligibility.PLANNED) {
        again = Math.min(again, wait(one.eligibility(), seen));
      }
    }
    List<Exclusion> meant = meant(provider);
    reasons.add(meant);
    FailureCode code = provider != null && lacks(meant) ? FailureCode.UNSUPPORTED : code(ranked);
    Failure failure = noProvider(code, facts.capability(), reasons.told());
    if (again < Long.MAX_VALUE) {
      Failure refusal = failure.withRetryAfter(Duration.ofNanos(again));
      return isShut(ranked) ? OpenBreaker.on(refusal) : refusal;
    }
    return Planner.mayMend(facts, config, shortlist)
        ? failure.withRetryable(true).withRetryAfter(NEXT_LOOK)
        : failure.withRetryable(false);
  }

  // A call names a provider by its input, or because its caller says so.
  private @Nullable Failure misnamed(CallFacts facts, String provider) {
    // A key of few models is not told what else there is.
    List<String> ofKind =
        config.providers().stream()
            .filter(one -> facts.models() == null && one.kind().equals(facts.kind()))
            .map(ProviderInfo::id)
            .toList();
    ProviderInfo named =
        config.providers().stream()
            .filter(one -> one.id().equals(provider))
            .findFirst()
            .orElse(null);
    if (named == null) {
      return Failure.of(
          FailureCode.NOT_FOUND,
          "the call names the provider '%s', which does not exist; %s"
              .formatted(provider, Nearest.fix(provider, ofKind)));
    }
    return named.kind().isEmpty() || named.kind().equals(facts.kind())
        ? null
        : Failure.of(
            FailureCode.INVALID,
            "the call names the provider '%s', which is of kind %s and not %s; %s"
                .formatted(provider, named.kind(), facts.kind(), Nearest.fix(provider, ofKind)));
  }

  // Where the input names a provider, no other could have answered.
  private List<Exclusion> meant(@Nullable String provider) {
    return provider == null
        ? shortlist.exclusions()
        : shortlist.exclusions().stream()
            .map(one -> new Exclusion(one.reason(), of(provider, one.offers()), one.detail()))
            .filter(one -> !one.offers().isEmpty())
            .toList();
  }

  private static boolean lacks(List<Exclusion> meant) {
    return !meant.isEmpty()
        && meant.stream().allMatch(one -> one.reason() == Exclusion.Reason.UNSUPPORTED);
  }

  private static List<String> of(String provider, List<String> offers) {
    return offers.stream().filter(offer -> Offer.providerOf(offer).equals(provider)).toList();
  }

  // Who returns gradually may admit the next call, but not sooner than others are looked at.
  private static long wait(RankedCandidate.Eligibility eligibility, Snapshot seen) {
    long told = Math.max(seen.opensIn(), seen.restsFor());
    return eligibility == RankedCandidate.Eligibility.NOT_ADMITTED
        ? Math.max(told, NEXT_LOOK.toNanos())
        : told;
  }

  // What does not offer the model at all, or has no such operation, kept no caller from it.
  private boolean kept(Exclusion.Reason reason) {
    List<Exclusion> kept =
        shortlist.exclusions().stream()
            .filter(one -> one.reason() != Exclusion.Reason.MODEL)
            .filter(one -> one.reason() != Exclusion.Reason.UNSUPPORTED)
            .toList();
    return !kept.isEmpty() && kept.stream().allMatch(one -> one.reason() == reason);
  }

  // What a model that the key may not use can do is not told to it.
  private boolean isBeyondTheKey(CallFacts facts) {
    List<String> patterns = facts.models();
    if (patterns == null || kept(Exclusion.Reason.KEY)) {
      return patterns != null;
    }
    boolean away =
        shortlist.exclusions().stream()
            .allMatch(
                one ->
                    one.reason() == Exclusion.Reason.MODEL
                        || one.reason() == Exclusion.Reason.UNSUPPORTED);
    RequestedModel asked = config.names().of(facts);
    return away
        && asked.name() != null
        && !KeyModels.of(patterns, null).admit(asked.name())
        && config.providers().stream().anyMatch(asked::isListedBy);
  }

  // A name that the key may use may lead to what it may not.
  private Failure notForThisKey(CallFacts facts) {
    List<String> patterns = Objects.requireNonNull(facts.models());
    String asked = facts.model();
    boolean led = KeyModels.of(patterns, null).admit(asked);
    String model =
        led ? leftOut() + ", where " + asked + " leads" : asked == null ? leftOut() : asked;
    return Failure.of(
            FailureCode.FORBIDDEN,
            "this key may not use %s, only %s; ask who gave it to you"
                .formatted(model, String.join(", ", patterns)))
        .withFields(
            Map.of(
                "model",
                led
                    ? "leads to none of the models of this key"
                    : "is not among the models of this key"));
  }

  private String leftOut() {
    return shortlist.exclusions().stream()
        .filter(one -> one.reason() == Exclusion.Reason.KEY)
        .flatMap(one -> one.offers().stream())
        .collect(Collectors.joining(" or "));
  }

  private Failure beyondTheBudget(CallFacts facts) {
    Reasons reasons = new Reasons(facts);
    reasons.add(shortlist.exclusions());
    return noProvider(FailureCode.BUDGET_EXHAUSTED, facts.capability(), reasons.told());
  }

  private static FailureCode code(List<RankedCandidate> ranked) {
    List<RankedCandidate.Eligibility> away =
        ranked.stream()
            .map(RankedCandidate::eligibility)
            .filter(one -> one != RankedCandidate.Eligibility.PLANNED)
            .toList();
    boolean limited =
        !away.isEmpty()
            && away.stream().allMatch(one -> one == RankedCandidate.Eligibility.RESTING);
    return limited ? FailureCode.RATE_LIMITED : FailureCode.NO_VIABLE_PROVIDER;
  }

  private static boolean isShut(List<RankedCandidate> ranked) {
    return ranked.stream()
        .map(RankedCandidate::eligibility)
        .anyMatch(
            one ->
                one == RankedCandidate.Eligibility.BREAKER_OPEN
                    || one == RankedCandidate.Eligibility.NOT_ADMITTED);
  }

  /** The failure that no provider can answer, for that reason; null where there is no provider. */
  public static Failure nobody(String capability, @Nullable String reason) {
    List<String> reasons = reason == null ? List.of() : List.of(reason);
    return noProvider(FailureCode.NO_VIABLE_PROVIDER, capability, reasons);
  }

  private static Failure noProvider(FailureCode code, String capability, List<String> reasons) {
    String why = reasons.isEmpty() ? "no provider of its kind exists" : String.join("; ", reasons);
    return Failure.of(code, "no provider can answer %s: %s".formatted(capability, why));
  }

  /** Who asked to be left alone, and for how long, for people. */
  public static String resting(Snapshot seen) {
    long seconds = Math.ceilDiv(seen.restsFor(), Duration.ofSeconds(1).toNanos());
    return "%s asked to be left alone for another %d s"
        .formatted(seen.ofProvider() ? "its whole provider" : "it", seconds);
  }

  private static String words(RankedCandidate.Eligibility eligibility, @Nullable Snapshot seen) {
    boolean whole = seen != null && seen.ofProvider();
    return switch (eligibility) {
      case PLANNED -> "it is asked after failures of other offers alone";
      case BREAKER_OPEN ->
          whole
              ? "the breaker of its whole provider is open"
              : seen != null && seen.ofOperation()
                  ? "its breaker of this operation is open"
                  : "its breaker is open";
      case NOT_ADMITTED -> "it returns gradually and this call was not admitted";
      case RESTING -> seen == null ? "it asked to be left alone for a while" : resting(seen);
      case UNWELL -> "it does worse than the route requires";
      case HELD_BACK -> "the rollout does not send this call there";
      case WITHDRAWN -> "its answers are right less often than it is sure of them";
    };
  }
}
