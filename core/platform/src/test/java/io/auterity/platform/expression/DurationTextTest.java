package io.auterity.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @Property(tries = 200)
  void whatIsWrittenIsReadBack(@ForAll @LongRange(min = 0, max = 1L << 60) long nanos) {
    Duration duration = Duration.ofNanos(nanos);

    assertThat(DurationText.read(DurationText.write(duration))).contains(duration);
    assertThat(DurationText.read(DurationText.plain(duration))).contains(duration);
  }

  @Test
  void peopleReadTheLargestUnit() {
    assertThat(DurationText.plain(Duration.ofDays(14))).isEqualTo("14d");
    assertThat(DurationText.plain(Duration.ofMinutes(90))).isEqualTo("90m");
    assertThat(DurationText.plain(Duration.ofMillis(1_500))).isEqualTo("1500ms");
    assertThat(DurationText.plain(Duration.ZERO)).isEqualTo("0s");
  }

  @Test
  void unitsAdd() {
    assertThat(DurationText.read("1h30m")).contains(Duration.ofMinutes(90));
    assertThat(DurationText.read("250ms")).contains(Duration.ofMillis(250));
    assertThat(DurationText.read("1.5s")).contains(Duration.ofMillis(1_500));
    assertThat(DurationText.read("2d")).contains(Duration.ofDays(2));
    assertThat(DurationText.read("0s")).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 s", "-1s", "s", "1x", "1e3s"})
  void whatIsNoDurationIsRefused(String text) {
    assertThat(DurationText.read(text)).isEmpty();
  }
}
