package io.auterity.server.runs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.decision.archive.RunFigures;
import io.auterity.relay.decision.archive.RunFigures.Calls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepeatedStepsTest {

  private static final int MOST = 10;

  private final Map<UUID, RunFigures> figures = new LinkedHashMap<>();

  private UUID run(int succeeded, int failed) {
    UUID id = new UUID(0, figures.size());
    figures.put(
        id,
        new RunFigures(
            0,
            0,
            "USD",
            Map.of("text.pii.mask", new Calls(succeeded, 0), "text.triage", new Calls(0, failed)),
            List.of()));
    return id;
  }

  private List<List<UUID>> parts() {
    return RepeatedSteps.parts(figures, MOST);
  }

  @Test
  void runsWithFewCallsAreLookedAtTogether() {
    List<UUID> all = List.of(run(1, 2), run(3, 0), run(0, 4));

    assertThat(parts()).containsExactly(all);
  }

  @Test
  void runsWithManyCallsAreLookedAtInTurn() {
    UUID one = run(3, 3);
    UUID two = run(2, 2);
    UUID three = run(1, 0);
    UUID four = run(0, 9);

    assertThat(parts()).containsExactly(List.of(one, two), List.of(three, four));
  }

  @Test
  void aRunWithTooManyCallsIsLookedAtAlone() {
    UUID before = run(1, 0);
    UUID large = run(Integer.MAX_VALUE, Integer.MAX_VALUE);
    UUID after = run(1, 0);

    assertThat(parts()).containsExactly(List.of(before), List.of(large), List.of(after));
  }

  @Test
  void runsWithoutCallsAreNotLookedAt() {
    run(0, 0);

    assertThat(parts()).isEmpty();
  }
}
