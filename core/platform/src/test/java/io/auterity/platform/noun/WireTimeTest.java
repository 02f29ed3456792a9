package io.auterity.platform.noun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimeTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T12:00:00Z, 2026-01-02T12:00:00Z",
    "2026-01-02, 2026-01-02T00:00:00Z",
    "' 2026-01-02 ', 2026-01-02T00:00:00Z",
    "90m, 2026-03-04T03:36:07Z",
    "7d, 2026-02-25T05:06:07Z",
  })
  void readsAMomentADayAndATimeAgo(String text, Instant expected) {
    assertThat(WireTime.moment(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30", "yesterday", "7w", "2026-01", "+20260-01-02T12:00:00Z"})
  void tellsWhatIsNoTime(String text) {
    assertThatThrownBy(() -> WireTime.moment(text, NOW))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining(text);
  }

  @Test
  void aDayBeginsWhereItsZoneSays() {
    assertThat(WireTime.moment("2026-01-02", NOW, WireTime.zone("Europe/Berlin")))
        .isEqualTo("2026-01-01T23:00:00Z");
    assertThat(WireTime.moment("2026-01-02T12:00:00Z", NOW, WireTime.zone("Europe/Berlin")))
        .isEqualTo("2026-01-02T12:00:00Z");
    assertThat(WireTime.zone(null)).isEqualTo(ZoneOffset.UTC);
    assertThatThrownBy(() -> WireTime.zone("Europe/Nowhere"))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("there is no zone 'Europe/Nowhere'");
  }

  @Test
  void nothingNamesNone() {
    assertThat(WireTime.moment(" ", NOW)).isNull();
    assertThat(WireTime.orNow(null, NOW)).isEqualTo(NOW);
  }
}
