package io.auterity.server.decisions;

import io.auterity.ledger.NanoUnits;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.WireTime;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.AnswerScores;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.Feedback;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.decision.store.FeedbackTable;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Feedback on answers: takes the scores that callers give to the answers of their tenant's
 * decisions, and shows them.
 */
@RestController
@RequestMapping("/api/v1/decisions")
public record FeedbackController(Archive archive, DecisionLog log, FeedbackTable table, Time time) {

  /** To say what an answer was worth. */
  public static final Act FEEDBACK = new Act("decision.feedback", Trace.WITH_CHANGE, false);

  private static final Duration USUAL = Duration.ofDays(30);

  /**
   * What is said of an answer.
   *
   * @param score from 0, worthless, to 1, right
   */
  public record FeedbackGiven(@Nullable Double score) {}

  /**
   * The feedback on an answer.
   *
   * @param by name of the caller who gave it
   */
  public record FeedbackKept(double score, String by, Instant at) {

    static FeedbackKept of(Feedback kept) {
      return new FeedbackKept(kept.score(), kept.name(), kept.given());
    }
  }

  /**
   * What answers of a provider were worth.
   *
   * @param decisions how many have a score
   * @param mean of their scores
   * @param deviation of their scores; null for a single one
   * @param p50Ms median of how long their calls took
   * @param cost of their calls together
   */
  public record ProviderScores(
      String capability,
      String provider,
      long decisions,
      double mean,
      @Nullable Double deviation,
      double p50Ms,
      String cost,
      String currency) {

    static ProviderScores of(AnswerScores scores) {
      return new ProviderScores(
          scores.capability(),
          scores.provider(),
          scores.decisions(),
          scores.mean(),
          scores.deviation(),
          WireTime.millis(scores.took()),
          NanoUnits.text(scores.cost()),
          scores.currency());
    }
  }

  /** Keeps a score; the same principal's later one takes its place. */
  @Needs("decision.feedback")
  @PostMapping("/{id}/feedback")
  FeedbackKept give(Caller caller, @PathVariable String id, @RequestBody FeedbackGiven body) {
    Decision decision = known(caller, id);
    Double score = body.score();
    if (score == null || !(score >= 0 && score <= 1)) {
      throw new CallFailedException(
          FailureCode.INVALID, "score must be a number from 0 to 1, not " + score);
    }
    Feedback said =
        new Feedback(
            decision.id(), caller.principal().id(), caller.principal().name(), score, time.now());
    return FeedbackKept.of(
        table.keep(caller.scope(), caller.act(FEEDBACK), said, decision.routeId()));
  }

  /** The first first. */
  @Needs("decision.read")
  @GetMapping("/{id}/feedback")
  PageOf<FeedbackKept> of(Caller caller, @PathVariable String id) {
    List<Feedback> kept = table.of(caller.scope(), known(caller, id).id());
    return new PageOf<>(kept.stream().map(FeedbackKept::of).toList(), null, false);
  }

  /**
   * By capability and provider, the best first.
   *
   * @param since a time, or how long ago; 30 days ago when absent
   */
  @Needs("decision.read")
  @GetMapping("/scores")
  PageOf<ProviderScores> scores(
      Caller caller, @RequestParam(required = false) @Nullable String since) {
    Instant asked = WireTime.moment(since, time.now());
    List<AnswerScores> scores =
        table.scores(caller.scope(), asked == null ? time.now().minus(USUAL) : asked);
    return new PageOf<>(scores.stream().map(ProviderScores::of).toList(), null, false);
  }

  // A caller who has just been answered need not wait until the decision is written.
  private Decision known(Caller caller, String id) {
    UUID decision = Decision.ID.read(id);
    return archive
        .find(caller.scope(), decision)
        .or(
            () -> {
              log.flush();
              return archive.find(caller.scope(), decision);
            })
        .orElseThrow(() -> new CallFailedException(FailureCode.NOT_FOUND, "no such decision"));
  }
}
