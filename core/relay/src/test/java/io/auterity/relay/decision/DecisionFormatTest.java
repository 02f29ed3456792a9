package io.auterity.relay.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DecisionFormatTest {

  @Test
  void theKeptSampleOfFormatOneLoads() throws IOException {
    Decision decision = sample();

    assertThat(decision.format()).isEqualTo(1);
    assertThat(decision.failover()).isTrue();
    assertThat(decision.injected()).isTrue();
    assertThat(decision.attempts()).hasSize(2);
    assertThat(decision.holds()).hasSize(4);
    assertThat(decision.stages()).extracting(Mark::stage).containsExactly(Stage.values());
    assertThat(Objects.requireNonNull(decision.planning()).ranked()).hasSize(2);
    assertThat(decision.usage().cost()).isEqualTo(34_240);
    assertThat(decision.attempts().getFirst().used()).isEmpty();
    assertThat(decision.trace()).isNull();
  }

  @Test
  void writesWhatItReads() throws IOException {
    Decision decision = sample();

    assertThat(DecisionFormat.read(DecisionFormat.write(decision))).isEqualTo(decision);
  }

  private static Decision sample() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DecisionFormatTest.class.getResourceAsStream("decision-1.json"))) {
      return DecisionFormat.parse(in.readAllBytes());
    }
  }
}
