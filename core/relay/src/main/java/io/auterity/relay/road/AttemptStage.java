package io.auterity.relay.road;

import io.auterity.relay.attempt.AttemptDriver;
import io.auterity.relay.attempt.AttemptRules;
import io.auterity.relay.cache.CacheTurn;
import io.auterity.relay.cache.CachedAnswer;
import io.auterity.relay.call.CallState;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Strategy;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Calls providers until one answers or nothing more may be tried. See {@link AttemptRules}. */
final class AttemptStage implements RoadStage {

  private static final StageResult FROM_CACHE =
      StageResult.skipped("not needed", "The cache had the answer.");
  private static final StageResult ANSWERED = StageResult.done("answered", "");

  @Override
  public Stage name() {
    return Stage.ATTEMPT;
  }

  @Override
  public @Nullable StageResult pass(CallOnRoad callOnRoad) {
    CachedAnswer found = callOnRoad.found();
    if (found != null) {
      replay(callOnRoad.call, found);
      return FROM_CACHE;
    }
    AttemptDriver attempts = callOnRoad.attempts();
    attempts.advance();
    if (!attempts.finished()) {
      return null;
    }
    CacheTurn turn = callOnRoad.turn();
    Record value = callOnRoad.call.value();
    if (turn != null && value != null) {
      turn.hearWhole(value);
    }
    return result(callOnRoad.call);
  }

  private static void replay(CallState call, CachedAnswer found) {
    call.memory().reserve(found.size());
    call.answeredBy(found.offer());
    call.lost(found.lost());
    if (call.capability().stream()) {
      CacheTurn.events(found).forEach(event -> call.events().take((Record) event));
    } else {
      call.answer(found.value());
    }
  }

  private static StageResult result(CallState call) {
    Failure failure = call.failure();
    if (failure != null) {
      return StageResult.stopped(failure);
    }
    if (call.attempts().size() == 1) {
      return ANSWERED;
    }
    long offers = call.attempts().stream().map(Decision.Tried::offer).distinct().count();
    Route route = call.plan().shortlist().route();
    boolean asksOn = route != null && route.strategy() == Strategy.CONFIDENT;
    if (offers > 1 && asksOn && call.attempts().stream().noneMatch(Decision.Tried::failed)) {
      return StageResult.done("asked on", "An answer was not sure enough.");
    }
    if (offers > 1 && call.attempts().stream().noneMatch(Decision.Tried::failed)) {
      return StageResult.done("hedged", "A second provider was asked beside the first.");
    }
    if (!call.resumed().isEmpty()) {
      String went = String.join(", ", call.resumed());
      return new StageResult(
          StageMark.Passed.FAILOVER,
          "resumed",
          "A stream was cut; %s went on, given the words so far.".formatted(went),
          null);
    }
    if (offers > 1) {
      return new StageResult(StageMark.Passed.FAILOVER, "failed over", allowed(call), null);
    }
    return call.attempts().isEmpty()
        ? ANSWERED
        : StageResult.done("repeated", "Repeated at the same provider.");
  }

  private static String allowed(CallState call) {
    Effect effect = call.facts().effect();
    return effect == Effect.NONE
        ? "Allowed: the effect is none."
        : "Allowed: the effect is %s and what failed applied nothing."
            .formatted(effect.name().toLowerCase(Locale.ROOT));
  }
}
