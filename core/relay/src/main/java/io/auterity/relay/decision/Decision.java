package io.auterity.relay.decision;

import io.auterity.ledger.BudgetHold;
import io.auterity.platform.call.Invocation.Parent;
import io.auterity.platform.call.Principal;
import io.auterity.platform.id.WireId;
import io.auterity.relay.decision.StageMark.Passed;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Capture;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The decision record of one call: everything there is to know about it, and everything needed to
 * plan it again. It is stored as it is: it only grows at the end, and a kept sample must load.
 *
 * @param planning null when the call was stopped before it was planned
 * @param cached whose answer it was given; null when it had one of its own, or none
 */
public record Decision(
    int format,
    UUID id,
    Call call,
    Timing timing,
    Result result,
    @Nullable Planning planning,
    List<Tried> attempts,
    Costs costs,
    List<StageMark> stages,
    AttemptHistory course,
    @Nullable CacheHit cached) {

  /** Ids of decisions. */
  public static final WireId ID = new WireId("dec_");

  public static final int FORMAT = 1;

  /** The label by which a call belongs to a rehearsed outage; its value is the rehearsal's id. */
  public static final String REHEARSAL = "rehearsal";

  /** Ids of rehearsed outages, which the label holds. */
  public static final WireId REHEARSAL_ID = new WireId("reh_");

  private static final String CACHED = "cached";

  /** The stages that deny what the caller has no grant for. */
  private static final Set<Stage> DENYING =
      EnumSet.of(Stage.AUTHORIZE, Stage.CLASSIFY_DATA, Stage.ROUTE);

  public Decision {
    attempts = List.copyOf(attempts);
    stages = List.copyOf(stages);
  }

  /** Id of the route that planned it; null where none did. */
  public @Nullable String routeId() {
    return planning == null || planning.route() == null ? null : planning.route().id();
  }

  /** Whether it was denied, as its caller has no grant for the call or for what it names. */
  public boolean isDenied() {
    return result.failure() != null
        && result.failure().code() == FailureCode.FORBIDDEN
        && stages.stream()
            .anyMatch(mark -> mark.passed() == Passed.STOPPED && DENYING.contains(mark.stage()));
  }

  /**
   * What was called, and by whom.
   *
   * @param parent the step on whose behalf it was made; null outside of runs
   * @param trace id of the trace it belongs to; null when it was not traced
   * @param facts null when the call was stopped before its input was understood
   * @param shadows the call of which it was a copy; null for all others
   */
  public record Call(
      UUID tenant,
      Principal principal,
      String door,
      @Nullable Parent parent,
      String capability,
      Map<String, String> labels,
      @Nullable String idempotencyKey,
      @Nullable String trace,
      @Nullable CallFacts facts,
      @Nullable UUID shadows) {

    public Call {
      labels = Map.copyOf(labels);
    }

    /** Null outside of runs. */
    public @Nullable UUID run() {
      return parent == null ? null : parent.run();
    }

    /** Null outside of runs. */
    public @Nullable String step() {
      return parent == null ? null : parent.step();
    }

    /** 0 outside of runs. */
    public int round() {
      return parent == null ? 0 : parent.round();
    }
  }

  /** When a call was made, how long it took and how long it might take. */
  public record Timing(Instant began, long tookNanos, long timeoutMillis) {}

  /**
   * How a call ended.
   *
   * @param provider who answered; null when none did
   * @param offer who answered, and with which model; null when none did
   * @param lost what of the input the one who answered was not told, by canonical name; empty in
   *     decisions of before that was kept
   */
  public record Result(
      Ending ending,
      @Nullable Failure failure,
      @Nullable String provider,
      @Nullable String offer,
      List<String> lost) {
    public Result {
      lost = List.copyOf(lost);
    }
  }

  /** In one word. */
  public enum Ending {
    SUCCEEDED,
    REFUSED,
    FAILED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** As it stands in tables and queries. */
    public String wire() {
      return wire;
    }
  }

  /**
   * How a call was planned.
   *
   * @param epoch of the configuration, counted since the process started
   * @param config digest under which the configuration is kept; null until it is written
   * @param ranked the first 16 candidates in their order
   * @param candidates how many there were
   * @param withheld who was planned and could not begin
   * @param rules {@link io.auterity.relay.plan.Planner#RULES number} of the rules that it was
   *     planned by; 0 in decisions of before that was kept
   */
  public record Planning(
      long epoch,
      @Nullable String config,
      @Nullable Routed route,
      List<RankedCandidate> ranked,
      int candidates,
      List<Exclusion> exclusions,
      Sight sight,
      double ticket,
      boolean ticketNeeded,
      List<Withheld> withheld,
      int rules) {

    public static final int SHOWN = 16;

    public Planning {
      ranked = List.copyOf(ranked);
      exclusions = List.copyOf(exclusions);
      withheld = List.copyOf(withheld);
    }

    Planning withConfig(String digest) {
      return new Planning(
          epoch,
          digest,
          route,
          ranked,
          candidates,
          exclusions,
          sight,
          ticket,
          ticketNeeded,
          withheld,
          rules);
    }
  }

  /**
   * The route that was taken.
   *
   * @param matched one sentence that says why
   * @param capture what it keeps of prompts and answers
   */
  public record Routed(
      String id, int version, String matched, String strategy, int priority, Capture capture) {}

  /** An offer that was planned and could not begin. */
  public record Withheld(String offer, String reason) {}

  /**
   * One attempt.
   *
   * @param startedNanos after the call began
   * @param failure null when it succeeded
   * @param injected whether a fault was switched on to make it fail
   * @param repeat whether it repeated the one before at the same provider
   * @param used what it used, by unit; empty when it used nothing, also where it was not recorded
   * @param cost of that, in nano-units
   * @param offer that was tried: the provider, and its model where it has any
   * @param estimated whether a part of that was counted here, since the vendor did not tell it
   * @param firstNanos from its beginning until a caller could see something of a streamed answer;
   *     null when nothing was seen, and for plain answers
   * @param priceLists of what it used: id, version and day; the day alone where a provider says it;
   *     null in decisions of before that was kept
   * @param confidence how sure its answer was of the chosen class, from 0 to 1; null when it did
   *     not say so
   * @param outputLimit what a budget allowed it to write; null where its caller said that, or its
   *     model could not write more
   */
  public record Tried(
      int number,
      String provider,
      List<String> marks,
      long startedNanos,
      long tookNanos,
      @Nullable Failure failure,
      boolean injected,
      boolean repeat,
      Map<String, Long> used,
      long cost,
      String offer,
      boolean estimated,
      @Nullable Long firstNanos,
      @Nullable List<String> priceLists,
      @Nullable Double confidence,
      @Nullable OutputLimit outputLimit) {
    public Tried {
      marks = List.copyOf(marks);
      used = Map.copyOf(used);
      priceLists = priceLists == null ? null : List.copyOf(priceLists);
    }

    /** Whether it failed by itself, and was not ended because another one was faster. */
    public boolean failed() {
      return failed(failure);
    }

    /** Whether this is more than having been ended. */
    public static boolean failed(@Nullable Failure failure) {
      return failure != null && failure.code() != FailureCode.CANCELLED;
    }
  }

  /**
   * How long the answer of an attempt could be where its caller named no limit, since a budget
   * holds the worst case.
   *
   * @param most tokens
   * @param met whether the answer ended there
   */
  public record OutputLimit(int most, boolean met) {}

  /** What one limit held for one attempt, and what became of it. */
  public record AttemptHold(int attempt, String provider, BudgetHold.Closed part) {}

  /**
   * What the call used.
   *
   * @param cost in nano-units
   * @param priceLists of what was used: id, version and day; the day alone where a provider says it
   * @param unpriced units that were metered and cost nothing, because they have no price
   * @param estimated whether a part of it was counted here, since a vendor did not tell it
   */
  public record Used(
      Map<String, Long> quantities,
      long cost,
      String currency,
      List<String> priceLists,
      List<String> unpriced,
      boolean estimated) {
    public Used {
      quantities = Map.copyOf(quantities);
      priceLists = List.copyOf(priceLists);
      unpriced = List.copyOf(unpriced);
    }

    /** Whether there is nothing to pay for and nothing was metered. */
    public boolean isNothing() {
      return quantities.isEmpty() && cost == 0;
    }
  }

  /** What was held for the call's attempts, and what it used. */
  public record Costs(List<AttemptHold> holds, Used used) {
    public Costs {
      holds = List.copyOf(holds);
    }
  }

  /** Whether an offer failed and another one answered. */
  public boolean failover() {
    String answered = result.offer();
    for (Tried one : attempts) {
      if (answered != null && one.failed() && !one.offer().equals(answered)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a fault was switched on to make an attempt fail. */
  public boolean injected() {
    for (Tried one : attempts) {
      if (one.injected()) {
        return true;
      }
    }
    return false;
  }

  /** Id of the rehearsed outage that its call says it belongs to; null where it says none. */
  public @Nullable String rehearsal() {
    String said = call.labels().get(REHEARSAL);
    return said != null && REHEARSAL_ID.isOne(said) ? said : null;
  }

  /** Honest labels of who answered. */
  public List<String> marks() {
    if (cached != null) {
      return Stream.concat(cached.marks().stream(), Stream.of(CACHED)).toList();
    }
    for (Tried one : attempts) {
      if (one.failure() == null && one.offer().equals(result.offer())) {
        return one.marks();
      }
    }
    return List.of();
  }
}
