package io.auterity.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.bench.figures.Figures;
import io.auterity.bench.gateway.CostPerRequest.Side;
import io.auterity.bench.traffic.Served;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CostPerRequestTest {

  private final CostPerRequest fixed = new CostPerRequest("fixed");
  private final CostPerRequest saturated = new CostPerRequest("saturated");

  private static Side side(long requests, long cpuMillis) {
    return new Side(
        new Served(requests, 10),
        Duration.ofMillis(cpuMillis),
        Duration.ofMillis(requests / 100),
        0.9,
        0.5);
  }

  @Test
  void dividesTheTimeOfEachByItsOwnRequests() {
    saturated.add(side(10_000, 2_000), side(100_000, 2_000), Duration.ofMillis(500));

    assertThat(saturated.all(new Figures()).values())
        .containsEntry("cpu_us_per_request_saturated", 200.0)
        .containsEntry("nginx_cpu_us_per_request_saturated", 20.0)
        .containsEntry("cpu_ratio_saturated", 0.1)
        .containsEntry("postgres_us_per_decision_saturated", 50.0)
        .containsEntry("load_us_per_request_saturated", 10.0)
        .containsEntry("rps_saturated", 1_000.0);
    assertThat(saturated.ratioPerSecond().median()).isEqualTo(0.1);
  }

  @Test
  void theLowerOfTheTwoMediansCounts() {
    for (int cost : new int[] {100, 200, 4_000}) {
      fixed.add(side(10_000, cost), side(10_000, 100), Duration.ZERO);
    }
    saturated.add(side(10_000, 300), side(10_000, 100), Duration.ZERO);

    assertThat(CostPerRequest.lower(fixed, saturated)).isSameAs(saturated);
    assertThat(CostPerRequest.lower(saturated, fixed)).isSameAs(saturated);
    assertThat(CostPerRequest.lower(fixed, saturated).costs(new Figures()).values())
        .containsEntry("cpu_ratio", 0.333)
        .containsEntry("cpu_us_per_request", 30.0);
  }
}
