package io.auterity.relay.road;

import io.auterity.ledger.NanoUnits;
import io.auterity.platform.call.CacheStatus;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Capability;
import io.auterity.relay.attempt.CallTimers;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.cache.CacheTurn;
import io.auterity.relay.cache.CachedAnswer;
import io.auterity.relay.cache.semantic.Difference;
import io.auterity.relay.call.CallState;
import io.auterity.relay.decision.CacheHit;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteCache;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import java.time.Duration;
import java.util.Locale;

/**
 * The cache stage, which gives a call the cached answer to an equal one, if its route keeps
 * answers. The route is found here already: an answer is given only where the offer that gave it
 * could be asked for this call too.
 */
record CacheStage(RouteChoice choice, AnswerCache cache, CallTimers timers, RouteLearner learned)
    implements RoadStage {

  private static final StageResult OFF =
      StageResult.skipped("off", "The route does not ask for it.");
  private static final StageResult NOT_COMPARABLE =
      StageResult.skipped("not cached", "No two calls of this sort are known to be equal.");
  private static final StageResult REHEARSED =
      StageResult.skipped("rehearsed", "A rehearsed outage asks providers, and leaves no answers.");
  private static final StageResult FRESH =
      StageResult.done("miss", "The caller wants an answer of its own.");

  @Override
  public Stage name() {
    return Stage.CACHE;
  }

  @Override
  public StageResult pass(CallOnRoad callOnRoad) {
    CallState call = callOnRoad.call;
    if (call.outage() != null) {
      return REHEARSED;
    }
    if (!isOfASort(call) || !choice.caches(callOnRoad)) {
      return OFF;
    }
    RouteChoice.Chosen chosen = callOnRoad.chosen(choice);
    Route route = chosen.shortlist().route();
    // A rollout says whose answer each call is given, also of routes applied before that was asked.
    RouteCache wanted = route == null || route.rollout() != null ? null : route.cache();
    if (route == null || wanted == null) {
      return OFF;
    }
    CacheTurn turn =
        CacheTurn.of(
            cache,
            call,
            route,
            wanted,
            chosen.config().mark(),
            answer -> mayAnswer(answer, call, chosen.shortlist()));
    if (turn == null) {
      return NOT_COMPARABLE;
    }
    callOnRoad.atCache(turn);
    CachedAnswer found = turn.find(timers);
    return found == null ? miss(call, turn, wanted) : hit(callOnRoad, turn, found, wanted);
  }

  // A step that is made again is to be answered again, and a copy is there to be compared.
  private static boolean isOfASort(CallState call) {
    Capability capability = call.capability();
    Invocation invocation = call.invocation();
    return capability.cacheable()
        && capability.effect() == Effect.NONE
        && capability.dataClass() != DataClass.SECRET
        && invocation.door() != Invocation.Door.CAPTURE
        && invocation.shadows() == null
        && invocation.bytes() == null
        && (invocation.parent() == null || invocation.parent().round() == 0);
  }

  private boolean mayAnswer(CachedAnswer answer, CallState call, Shortlist shortlist) {
    boolean whole = answer.lost().isEmpty() || !call.strict();
    return whole
        && shortlist.candidates().stream().anyMatch(one -> one.id().equals(answer.offer()))
        && !learned.withdrawn(call.invocation().scope(), shortlist).contains(answer.offer());
  }

  private static StageResult miss(CallState call, CacheTurn turn, RouteCache wanted) {
    call.cached(CacheStatus.MISS);
    if (turn.keeps()) {
      call.events().heardBy(turn::hear);
    }
    return call.invocation().cache().fresh() ? FRESH : StageResult.done("miss", why(turn, wanted));
  }

  private static String why(CacheTurn turn, RouteCache wanted) {
    String equal = "No equal call was answered within %s".formatted(words(wanted.exact()));
    RouteCache.Similar similar = wanted.similar();
    Difference nearest = turn.nearest();
    if (similar == null) {
      return equal + ".";
    }
    String alike =
        "%s, and none that means the same within %s".formatted(equal, words(similar.ttl()));
    return nearest == null ? alike + "." : "%s: the nearest %s.".formatted(alike, nearest.words());
  }

  private static String words(Duration time) {
    return time.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private static StageResult hit(
      CallOnRoad callOnRoad, CacheTurn turn, CachedAnswer found, RouteCache wanted) {
    CallState call = callOnRoad.call;
    CacheHit hit = turn.told(found);
    call.answeredFrom(hit);
    call.cached(new CacheStatus(kind(hit), turn.age(found)));
    callOnRoad.found(found);
    return StageResult.done(hit.similar() ? "similar" : "hit", told(hit) + compared(hit, wanted));
  }

  private static CacheStatus.Kind kind(CacheHit hit) {
    return hit.similar() ? CacheStatus.Kind.SIMILAR : CacheStatus.Kind.HIT;
  }

  private static String compared(CacheHit hit, RouteCache wanted) {
    RouteCache.Similar similar = wanted.similar();
    if (!hit.similar() || similar == null) {
      return "";
    }
    Double similarity = hit.similarity();
    Double least = similar.threshold();
    String vectors =
        similarity == null || least == null
            ? ""
            : String.format(
                Locale.ROOT, " their similarity is %.3f of at least %.3f;", similarity, least);
    return " The questions mean the same:"
        + vectors
        + " their kind, grammar, words, numbers, names, prepositions and order were compared, and"
        + " all else is equal.";
  }

  private static String told(CacheHit hit) {
    return "As %s was answered %d s before; it had cost %s %s."
        .formatted(
            Decision.ID.write(hit.decision()),
            hit.ageMillis() / 1_000,
            NanoUnits.text(hit.saved()),
            hit.currency());
  }
}
