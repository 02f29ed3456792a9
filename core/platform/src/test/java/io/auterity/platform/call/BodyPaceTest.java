package io.auterity.platform.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BodyPaceTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final BodyPace pace = new BodyPace(Duration.ofSeconds(20), 1024);

  @Test
  void aStallEndsWithTheGrace() {
    assertThat(pace.left(pace.start(), 19 * SECOND, 0)).isEqualTo(SECOND);
    assertThat(pace.left(pace.start(), 20 * SECOND, 0)).isZero();
  }

  @Test
  void whatCameFastIsNoTimeSavedForAStall() {
    long left = pace.left(pace.start(), SECOND, 100_000_000);

    assertThat(left).isEqualTo(20 * SECOND);
  }

  @Test
  void whatComesTooLateHelpsNoMore() {
    assertThat(pace.left(SECOND, 2 * SECOND, 1_000_000)).isNegative();
  }

  @Property
  void oneAtTheFloorIsNeverTooSlow(
      @ForAll @IntRange(min = 1, max = 19) int seconds, @ForAll @IntRange(max = 500) int pieces) {
    long left = pace.start();
    for (int i = 0; i < pieces; i++) {
      left = pace.left(left, seconds * SECOND, 1024L * seconds);
    }

    assertThat(left).isPositive();
  }

  @Property
  void oneBelowTheFloorRunsOutOfTime(
      @ForAll @IntRange(min = 1, max = 19) int seconds, @ForAll @IntRange(max = 500) int bytes) {
    long left = pace.start();
    int pieces = 0;
    while (left > 0) {
      left = pace.left(left, seconds * SECOND, (long) seconds * bytes);
      pieces++;
    }

    assertThat(pieces * seconds).isLessThan(2 * 20 + 19);
  }
}
