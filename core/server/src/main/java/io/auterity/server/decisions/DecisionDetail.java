package io.auterity.server.decisions;

import io.auterity.platform.noun.WireTime;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.route.Capture;
import io.auterity.server.web.errors.FailureView;
import io.auterity.server.web.json.Money;
import io.auterity.server.web.json.UnitPrice;
import io.auterity.spi.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The details of a decision: everything that is known of one call.
 *
 * @param offer who answered, and with which model
 * @param deadlineMs time that the caller gave
 * @param remainingMs what was left of it at the end
 * @param ticket the call's random number, which settles what is equal
 * @param sentence who answered, and after what
 * @param asked what the call asks of a model; absent where its operation has none
 * @param candidates the first sixteen in their order
 * @param lost what of the input the vendor that answered was not told, by canonical name
 * @param capture what the route keeps of prompt and answer; none where no route was taken
 * @param note where the answer comes from, when that is not a live provider
 * @param trace id of the trace that the call belongs to
 * @param cached whose answer it was given; absent when it had one of its own, or none
 */
public record DecisionDetail(
    String id,
    String capability,
    Decision.Ending outcome,
    @Nullable String code,
    @Nullable FailureView failure,
    @Nullable String provider,
    @Nullable String offer,
    List<String> providerMarks,
    boolean failover,
    boolean injected,
    Instant beganAt,
    double durationMs,
    Money cost,
    @Nullable String run,
    @Nullable String step,
    @Nullable Integer round,
    String door,
    String principal,
    List<DecisionSummary.RoadStage> road,
    @Nullable Effect effect,
    Map<String, String> labels,
    double deadlineMs,
    double remainingMs,
    double ticket,
    String sentence,
    Totals totals,
    List<StageDetail> stages,
    @Nullable RouteTaken route,
    @Nullable Asked asked,
    List<Candidate> candidates,
    List<Excluded> exclusions,
    List<Attempt> attempts,
    List<Hold> holds,
    Used usage,
    List<String> lost,
    Capture capture,
    @Nullable String note,
    @Nullable String trace,
    @Nullable String shadows,
    @Nullable Cached cached) {

  /**
   * Where the time went.
   *
   * @param providerMs in which at least one attempt was under way
   * @param roadUs the platform's own share, in microseconds
   */
  public record Totals(double allMs, double providerMs, double roadUs) {}

  /**
   * That it was answered with what another call had been answered.
   *
   * @param decision of the other
   * @param similar whether that only means the same, and is not equal
   * @param similarity of the vectors of the two questions, from 0 to 1; absent when they are equal,
   *     or words alone were compared
   * @param ageMs of that answer
   * @param saved what that answer had cost
   */
  public record Cached(
      String decision, boolean similar, @Nullable Double similarity, long ageMs, Money saved) {}

  /**
   * What one stage did.
   *
   * @param us its own cost in microseconds
   * @param decided whether there was something to decide
   */
  public record StageDetail(
      String stage, @Nullable Double us, String verdict, String reason, boolean decided) {}

  /**
   * The route that was taken.
   *
   * @param matched why
   * @param learned how it chose; null where it does not learn
   */
  public record RouteTaken(
      String id,
      int version,
      String matched,
      String strategy,
      int priority,
      @Nullable LearnedPick learned) {}

  /**
   * How a route that learns chose.
   *
   * @param version of what was learned; 0 where nothing was
   * @param offers among whom was chosen, in the order of the rules
   * @param rules whom the rules would have asked first
   * @param preferred who is asked first where none is drawn
   * @param chosen who was to be asked first
   * @param propensity how likely that was
   * @param hopes by offer what was expected of it and may be better, or how far it was preferred;
   *     empty where the rules decided
   */
  public record LearnedPick(
      long version,
      List<String> offers,
      String rules,
      String preferred,
      String chosen,
      double propensity,
      Map<String, Double> hopes,
      String why) {}

  /**
   * What a call asks of a model, read off its input.
   *
   * @param model as the caller named it; absent when none was named
   * @param inputTokens estimate of its input
   * @param maxOutputTokens most of output that the caller allows; absent when any
   * @param abilities what the model must be able to do
   */
  public record Asked(
      @Nullable String model,
      long inputTokens,
      @Nullable Integer maxOutputTokens,
      List<String> abilities) {}

  /**
   * An offer that could answer.
   *
   * @param offer its provider, and the model where it has any
   * @param why it stands where it stands
   */
  public record Candidate(
      int rank,
      String provider,
      String offer,
      List<String> marks,
      double score,
      int inFlight,
      @Nullable Double latencyMs,
      BreakerSeen breaker,
      String why) {}

  /**
   * A breaker as it was seen.
   *
   * @param failed of the last {@code of} attempts
   * @param admits share of calls that it lets pass, in percent
   */
  public record BreakerSeen(Phase state, int failed, int of, int admits) {}

  /**
   * Offers that could not answer, for one reason.
   *
   * @param offers a bare word is a whole provider
   */
  public record Excluded(String reason, List<String> offers, String detail) {}

  /**
   * One attempt.
   *
   * @param offer the provider, and the model where it has any
   * @param startedMs after the call began
   * @param sameProvider whether it repeated the one before
   * @param resumed whether it went on with a stream that was cut
   * @param hedged whether another one was under way beside it
   * @param used by unit; empty when it used nothing
   * @param prices that hold for what it used; of a unit that is not among them nothing was billed
   * @param estimated whether a part of that was counted here, since the vendor did not tell it
   * @param firstMs until a caller could see something of a streamed answer; null when nothing was
   *     seen, and for plain answers
   */
  public record Attempt(
      int n,
      String provider,
      String offer,
      List<String> marks,
      double startedMs,
      double durationMs,
      Ended outcome,
      @Nullable FailureView failure,
      boolean injected,
      boolean sameProvider,
      boolean resumed,
      boolean hedged,
      Map<String, Long> used,
      List<UnitPrice> prices,
      Money cost,
      boolean estimated,
      @Nullable Double firstMs) {}

  /** How an attempt ended. */
  public enum Ended {
    OK,
    FAILED,
    CANCELLED
  }

  /**
   * What one limit held for one attempt; amounts are exact decimal texts.
   *
   * @param budget id of the limit
   * @param scope whose calls count under it; absent in old decisions
   */
  public record Hold(
      int attempt,
      String provider,
      String unit,
      String held,
      String settled,
      String returned,
      String left,
      String cap,
      String period,
      String budget,
      @Nullable String scope) {}

  /**
   * What the call used.
   *
   * @param priceLists id, version and day of each; the day alone where a provider says its prices
   * @param unpriced units that cost nothing, because they have no price
   * @param estimated whether a part of it was counted here, since a vendor did not tell it
   */
  public record Used(
      Map<String, Long> quantities,
      Money cost,
      List<String> priceLists,
      List<String> unpriced,
      boolean estimated) {}

  static List<StageDetail> stages(List<StageMark> marks) {
    return marks.stream()
        .map(
            mark ->
                new StageDetail(
                    mark.stage().words(),
                    mark.micros() == null ? null : WireTime.tenths(mark.micros()),
                    mark.verdict(),
                    mark.reason(),
                    mark.passed() != StageMark.Passed.SKIPPED))
        .toList();
  }
}
