package io.auterity.relay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Principal;
import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.Decision;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CallMeters meters = new CallMeters(registry, new CallMeters.Room(2, 3));

  @Test
  void whoeverNamesManyModelsMakesNoMoreSeriesThanThereIsRoomFor() {
    for (int i = 0; i < 100; i++) {
      call(1, "vendor/model-" + i);
    }

    assertThat(registry.find("gen_ai.client.operation.duration").timers())
        .extracting(timer -> timer.getId().getTag("gen_ai.request.model"))
        .containsExactlyInAnyOrder("model-0", "model-1", "model-2", "other");
    assertThat(registry.find("auterity.attempts").counters())
        .extracting(counter -> counter.getId().getTag("provider"))
        .containsExactlyInAnyOrder("vendor", "other");
    assertThat(
            registry
                .get("gen_ai.client.operation.duration")
                .tag("gen_ai.request.model", "other")
                .timer()
                .count())
        .isEqualTo(97);
  }

  @Test
  void manyTenantsMakeNoMoreSeriesThanThereIsRoomFor() {
    for (int tenant = 1; tenant <= 100; tenant++) {
      call(tenant, "vendor/model");
    }

    assertThat(registry.find("auterity.call").timers()).hasSize(3);
    assertThat(registry.get("auterity.call").tag("tenant", "other").timer().count()).isEqualTo(98);
  }

  private void call(long tenant, String offer) {
    meters.ended("ai.chat.create", decision(tenant, offer), id -> null);
  }

  private static Decision decision(long tenant, String offer) {
    return new Decision(
        Decision.FORMAT,
        new UUID(0, 1),
        new Decision.Call(
            new UUID(0, tenant),
            new Principal(new UUID(0, 9), "key", Principal.Type.SERVICE),
            "gateway",
            null,
            "ai.chat.create",
            Map.of(),
            null,
            null,
            null,
            null),
        new Decision.Timing(Instant.EPOCH, 1_000_000, 30_000),
        new Decision.Result(Decision.Ending.SUCCEEDED, null, "vendor", offer, List.of()),
        null,
        List.of(
            new Decision.Tried(
                1, "vendor", List.of(), 0, 1_000_000, null, false, false, Map.of(), 0, offer, false,
                null, null, null, null)),
        new Decision.Costs(
            List.of(), new Decision.Used(Map.of(), 0, "USD", List.of(), List.of(), false)),
        List.of(),
        AttemptHistory.NONE,
        null);
  }
}
