package io.auterity.provider.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.OperationEvidence.Result;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostedConnectorTest {

  private static OperationEvidence proven(String grade) {
    return new OperationEvidence(grade, Result.PROVEN, "Forge 1.0", LocalDate.of(2026, 1, 31));
  }

  @Test
  void theGradeIsThatOfTheLeastProvenOperation() {
    assertThat(LooseConnector.evidenced(Map.of("a.get", proven("V1"), "a.list", proven("V3"))))
        .extracting(HostedConnector::grade)
        .isEqualTo("V3");
    assertThat(
            LooseConnector.evidenced(
                Map.of("a.get", proven("V4"), "a.list", OperationEvidence.NONE)))
        .extracting(HostedConnector::grade)
        .isEqualTo("V0");
  }

  @Test
  void oneProvenOperationIsEnoughToTakeTheConnector() {
    HostedConnector some =
        LooseConnector.evidenced(Map.of("a.get", proven("V1"), "a.list", OperationEvidence.NONE));

    assertThat(some.unverified()).isFalse();
    assertThat(some.unproven()).containsExactly("a.list");
    assertThat(LooseConnector.evidenced(Map.of("a.get", OperationEvidence.NONE)).unverified())
        .isTrue();
  }

  @Test
  void whatAJarDeclaresCountsForAllOfIt() {
    HostedConnector jar = LooseConnector.of("V2", Object.class, new Object(), "a.get");

    assertThat(jar.evidence("a.get")).isEqualTo(OperationEvidence.declared("V2"));
    assertThat(jar.grade()).isEqualTo("V2");
    assertThat(jar.unproven()).isEmpty();
  }
}
