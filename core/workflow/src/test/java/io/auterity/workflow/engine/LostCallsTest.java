package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.StepKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long the next call waits after one that was lost. */
class LostCallsTest {

  private static final StepKey ONE = new StepKey(0, IndexPath.ROOT, 0);
  private static final StepKey OTHER = new StepKey(1, IndexPath.ROOT, 0);

  private final LostCalls lost = new LostCalls();

  @Test
  void theFirstIsMadeAgainAtOnceAndTheNextOnesLaterAndLaterUntilTheLastFails() {
    List<Optional<Duration>> pauses =
        Stream.generate(() -> lost.pause(ONE)).limit(LostCalls.MOST).toList();

    assertThat(pauses.stream().flatMap(Optional::stream).map(Duration::toSeconds))
        .containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    assertThat(pauses.getLast()).isEmpty();
  }

  @Test
  void oneThatEndsBeginsAnewAndStepsCountApart() {
    assertThat(lost.pause(ONE)).contains(Duration.ZERO);
    assertThat(lost.pause(ONE)).contains(Duration.ofSeconds(1));
    assertThat(lost.pause(OTHER)).contains(Duration.ZERO);

    lost.ended(ONE);

    assertThat(lost.pause(ONE)).contains(Duration.ZERO);
    assertThat(lost.pause(OTHER)).contains(Duration.ofSeconds(1));
  }
}
