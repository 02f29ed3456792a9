package io.auterity.relay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.ledger.Limit.Period;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeriodTest {

  private static final Instant NOW = Instant.parse("2026-12-31T23:10:11Z");

  @Test
  void aWindowEndsWhereTheNextBegins() {
    assertThat(Period.HOUR.end(NOW)).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(Period.DAY.end(NOW)).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(Period.MONTH.end(NOW)).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(Period.MONTH.start(Instant.parse("2027-01-31T23:59:59Z")))
        .isEqualTo("2027-01-01T00:00:00Z");
    assertThat(Period.MONTH.end(Instant.parse("2028-02-01T00:00:00Z")))
        .isEqualTo("2028-03-01T00:00:00Z");
  }

  @Test
  void whatIsCountedForEverDoesNotEnd() {
    assertThat(Period.TOTAL.end(NOW)).isNull();
  }
}
