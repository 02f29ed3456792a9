package io.auterity.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.bench.figures.Figures;
import io.auterity.bench.server.StoppableDatabase.Decisions;
import io.auterity.bench.traffic.OpenLoop.Paced;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest {

  private static Figures told(int answered, int failed, Decisions written) {
    Histogram latencies = new Histogram(3);
    latencies.recordValueWithCount(1, answered);
    Figures figures = new Figures();
    DatabaseOutage.calls(figures, new Paced(latencies, failed, 1), written);
    return figures;
  }

  @Test
  void decisionsOfFailedCallsDoNotStandForThoseOfAnsweredOnes() {
    Decisions before = new Decisions(5, 1);

    assertThat(told(100, 8, new Decisions(97, 8)).values())
        .containsEntry("decisions_lost", 3.0)
        .containsEntry("decisions_of_answered", 97.0)
        .containsEntry("failed", 8.0)
        .containsEntry("decisions_of_failed", 8.0);
    assertThat(told(100, 0, new Decisions(105, 1).since(before)).values())
        .containsEntry("decisions_lost", 0.0)
        .containsEntry("decisions_of_failed", 0.0);
  }
}
