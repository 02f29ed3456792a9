package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.Ledger.LimitState;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.TextToClassify;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Many calls at once, with failures, exceptions and callers who leave: nothing may leak. */
class StressTest {

  private static final int CALLS = 1_000;
  private static final TextToClassify QUESTION = new TextToClassify("x", Map.of("a", "A"));

  private final TestRoad road = new TestRoad();

  @Test
  void everySlotHoldAndLeaseComesBack() throws Exception {
    for (String id : List.of("a", "b", "c")) {
      road.providers.add(
          Fleet.withPrices(
              Fleet.withSlots(ai(id), 5),
              Map.of(
                  "input_tokens",
                  Fleet.perMillion(160_000_000),
                  "output_tokens",
                  Fleet.perMillion(0))));
      road.providers.does(id, script(id));
    }
    road.route("r", "{'use': ['a', 'b', 'c'], 'strategy': 'round_robin'}");
    road.budget("total", "{'cap': '1.00', 'currency': 'USD', 'period': 'total'}");

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        boolean leaves = i % 10 == 0;
        calls.add(threads.submit(() -> call(leaves)));
      }
      for (Future<Outcome> call : calls) {
        call.get();
      }
    }

    for (String id : List.of("a", "b", "c")) {
      assertThat(road.vitals.of(road.tenant, id).snapshot(5).inFlight()).isZero();
    }
    LimitState standing = road.ledger.standing(road.tenant).getFirst();
    assertThat(standing.held()).isZero();
    assertThat(road.providers.openLeases()).isZero();
    assertThat(road.timers.pending()).isZero();
    road.log.flush();
    List<Decision> decisions = road.ink.decisions();
    assertThat(decisions).hasSize(CALLS);
    assertThat(decisions.stream().mapToLong(one -> one.costs().used().cost()).sum())
        .isEqualTo(standing.settled());
  }

  private Outcome call(boolean leaves) {
    try (Exchange exchange = road.open("ai.text.classify", QUESTION)) {
      if (leaves) {
        Thread.startVirtualThread(exchange::cancel);
      }
      return exchange.outcome();
    }
  }

  private static ScriptedProviders.Act[] script(String id) {
    Random random = new Random(id.hashCode());
    ScriptedProviders.Act[] acts = new ScriptedProviders.Act[10 * CALLS];
    for (int i = 0; i < acts.length; i++) {
      acts[i] = act(random.nextInt(10));
    }
    return acts;
  }

  private static ScriptedProviders.Act act(int kind) {
    return (input, attempt) -> {
      attempt.meter("input_tokens", 100 + kind);
      LockSupport.parkNanos(1_000);
      return switch (kind) {
        case 0 -> throw new CallFailedException(FailureCode.INVALID, "no");
        case 1 ->
            throw new CallFailedException(
                Failure.of(FailureCode.UNAVAILABLE, "cut").withApplied(Applied.UNKNOWN));
        case 2 -> throw new IllegalStateException("broken");
        default -> new Classification("a", "m", Map.of());
      };
    };
  }
}
