package io.auterity.ledger.noun;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitForecastTest {

  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final Window DAY = new Window(BEGIN, Instant.parse("2026-11-02T00:00:00Z"));

  private static @Nullable LimitForecast at(String time, long used, long cap) {
    return at(time, used, 0, cap);
  }

  private static @Nullable LimitForecast at(String time, long settled, long unsettled, long cap) {
    return LimitForecast.of(
        settled, unsettled, cap, "calls", DAY, Instant.parse("2026-11-01T" + time + "Z"));
  }

  @Test
  void thePaceSinceTheWindowBeganGoesOn() {
    assertThat(at("06:00:00", 10, 100)).isEqualTo(new LimitForecast("40", "linear", null));
    assertThat(at("06:00:00", 0, 100)).isEqualTo(new LimitForecast("0", "linear", null));
  }

  @Test
  void itTellsWhenTheCapIsReached() {
    assertThat(at("06:00:00", 50, 100))
        .isEqualTo(new LimitForecast("200", "linear", Instant.parse("2026-11-01T12:00:00Z")));
    assertThat(at("12:00:00", 50, 100))
        .as("at the very end")
        .isEqualTo(new LimitForecast("100", "linear", null));
    assertThat(at("12:00:00", 120, 100))
        .isEqualTo(new LimitForecast("240", "linear", Instant.parse("2026-11-01T10:00:00Z")));
  }

  @Test
  void whatACrashLeftIsNoPace() {
    assertThat(at("06:00:00", 10, 40, 100)).isEqualTo(new LimitForecast("80", "linear", null));
    assertThat(at("06:00:00", 0, 40, 100)).isEqualTo(new LimitForecast("40", "linear", null));
    assertThat(at("06:00:00", 20, 60, 100))
        .isEqualTo(new LimitForecast("140", "linear", Instant.parse("2026-11-01T12:00:00Z")));
    assertThat(at("06:00:00", 0, 100, 100))
        .isEqualTo(new LimitForecast("100", "linear", Instant.parse("2026-11-01T06:00:00Z")));
  }

  @Test
  void aWindowThatHasJustBegunOrNeverEndsHasNone() {
    assertThat(at("00:14:00", 5, 100)).isNull();
    assertThat(LimitForecast.of(5, 0, 100, "calls", new Window(Instant.EPOCH, null), BEGIN))
        .isNull();
  }
}
