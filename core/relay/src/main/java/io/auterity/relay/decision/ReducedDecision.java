package io.auterity.relay.decision;

import io.auterity.platform.call.Invocation.Parent;
import io.auterity.platform.call.Principal;
import io.auterity.spi.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reduced form of a decision that cannot be kept whole: who called what, how it ended and what
 * it cost, in text that every database takes.
 */
public final class ReducedDecision {

  /** The same without what may be wrong with it. */
  public static Decision of(Decision decision) {
    return new Decision(
        decision.format(),
        decision.id(),
        bare(decision.call()),
        decision.timing(),
        bare(decision.result()),
        null,
        List.of(),
        new Decision.Costs(List.of(), decision.costs().used()),
        // Made now, since what they follow from is left out.
        new StageSentences(decision).marks(),
        AttemptHistory.NONE,
        decision.cached());
  }

  private static Decision.Call bare(Decision.Call call) {
    Principal principal = call.principal();
    return new Decision.Call(
        call.tenant(),
        new Principal(principal.id(), plain(principal.name()), principal.type()),
        call.door(),
        bare(call.parent()),
        plain(call.capability()),
        Map.of(),
        null,
        null,
        null,
        call.shadows());
  }

  private static @Nullable Parent bare(@Nullable Parent parent) {
    return parent == null
        ? null
        : new Parent(
            parent.run(), plain(parent.step()), Math.clamp(parent.round(), 0, Short.MAX_VALUE));
  }

  private static Decision.Result bare(Decision.Result result) {
    Failure failure = result.failure();
    String provider = result.provider();
    String offer = result.offer();
    return new Decision.Result(
        result.ending(),
        failure == null ? null : Failure.of(failure.code(), "not kept"),
        provider == null ? null : plain(provider),
        offer == null ? null : plain(offer),
        List.of());
  }

  // No half characters, and none that controls.
  private static String plain(String text) {
    String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return whole.replaceAll("\\p{Cntrl}", "?");
  }
}
