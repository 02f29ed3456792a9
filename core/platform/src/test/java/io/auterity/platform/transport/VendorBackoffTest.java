package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.PluginManifest.RateHeaders;
import io.auterity.spi.PluginManifest.RatePool;
import io.auterity.spi.PluginManifest.ResetUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorBackoffTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String DATE = "Fri, 20 Nov 2026 09:59:30 GMT";

  private static @Nullable Duration told(
      int status, Map<String, String> headers, @Nullable ResetUnit unit) {
    RateHeaders limit =
        unit == null ? null : new RateHeaders("left", "again", unit, new RatePool("pool", "core"));
    return VendorBackoff.told(status, headers::get, limit, NOW);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429, 503})
  void aRefusalTellsWhenToComeAgain(int status) {
    assertThat(told(status, Map.of("retry-after", "7"), null)).isEqualTo(Duration.ofSeconds(7));
    assertThat(told(status, Map.of(), null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 301, 404, 500})
  void whatElseSaysRetryAfterMeansSomethingElse(int status) {
    assertThat(told(status, Map.of("retry-after", "7"), null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "SECONDS, 12, 12",
    "SECONDS, 1.5, 1.5",
    "SECONDS, -3, 0",
    "EPOCH, 1795168860, 60",
    "EPOCH_MILLIS, 1795168801500, 1.5",
    "EPOCH, 17, 0",
    "SECONDS, 'Fri, 20 Nov 2026 10:00:05 GMT', 5",
    "SECONDS, 999999999999999999, 300",
    "SECONDS, 2026-11-20T10:00:07.5Z, 7.5",
    "EPOCH, 2026-11-20T12:00:02+02:00, 2",
    "DURATION, 1m30s, 90",
    "DURATION, 250ms, 0.25",
    "DURATION, 0s, 0",
  })
  void whatIsLeftTellsItBeforeAnythingIsRefused(ResetUnit unit, String again, double seconds) {
    assertThat(told(200, Map.of("left", "0", "again", again), unit))
        .isEqualTo(Duration.ofMillis((long) (seconds * 1_000)));
  }

  @Test
  void whatIsCountedApartHoldsNothingElseBack() {
    Map<String, String> search = Map.of("left", "0", "again", "30", "pool", "search");
    Map<String, String> usual = Map.of("left", "0", "again", "30", "pool", "core");
    assertThat(told(403, search, ResetUnit.SECONDS)).isNull();
    assertThat(told(403, usual, ResetUnit.SECONDS)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theVendorsOwnClockCounts() {
    assertThat(told(200, Map.of("left", "0", "again", "1795168800", "date", DATE), ResetUnit.EPOCH))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "1m30", "s", "-1s", "1y"})
  void aDurationNamesItsUnits(String again) {
    assertThat(told(200, Map.of("left", "0", "again", again), ResetUnit.DURATION)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1, 30", "'', 30", "0, soon", "none, 30", "0, ''"})
  void otherWordsHoldNothingBack(String left, String again) {
    assertThat(told(200, Map.of("left", left, "again", again), ResetUnit.SECONDS)).isNull();
  }

  @Test
  void headersThatAreMissingHoldNothingBack() {
    assertThat(told(200, Map.of("left", "0"), ResetUnit.SECONDS)).isNull();
    assertThat(told(200, Map.of("again", "30"), ResetUnit.SECONDS)).isNull();
  }
}
