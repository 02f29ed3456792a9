package io.auterity.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayBenchTest {

  @Test
  void takesItsOptionsInAnyOrder() {
    assertThatCode(() -> new GatewayBench().with(List.of("--stream", "--governance", "off")))
        .doesNotThrowAnyException();
    assertThatCode(() -> new GatewayBench().with(List.of("--governance", "on", "--soak", "20m")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--fast",
        "--governance",
        "--governance maybe",
        "--stream --profile",
        "--peers --stream",
        "--outage --peers",
        "--crowd --outage",
        "--soak",
        "--soak 3m",
        "--soak 1h"
      })
  void refusesWhatItDoesNotKnow(String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GatewayBench().with(List.of(words.split(" ", -1))));
  }

  @Test
  void aCrowdHasAHundredProvidersOnOneRoute() {
    String resources = Crowd.resources(URI.create("http://127.0.0.1:1"));

    assertThat(resources.split("\"kind\": \"provider\"", -1)).hasSize(101);
    assertThat(resources).contains("\"instance-0\", \"instance-1\"", "\"least_latency\"");
  }

  @Test
  void governanceOffLeavesTheProviderAlone() {
    URI endpoint = URI.create("http://127.0.0.1:1");

    assertThat(Governance.OFF.resources(endpoint, 7))
        .contains("\"provider\"", "\"slots\": 7")
        .doesNotContain("\"route\"", "\"quota\"", "\"budget\"");
    assertThat(Governance.ON.resources(endpoint, 7))
        .contains("\"route-20\"", "\"per-month\"", "\"budget\"");
  }
}
